import type { IncomingMessage } from 'node:http';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { Answer } from '../../http/answer.ts';
import { splitTarget } from '../../http/request-target.ts';
import { tooLongAnswer } from '../answers.ts';
import { keepRequestObject } from '../engine/request-objects.ts';
import type { OidcEndpoint } from '../paths.ts';
import { handBackBody, readForm } from './form-body.ts';
import { joinRepeated } from './join-repeated.ts';
import { nameClient } from './name-client.ts';
import { nameToken } from './name-token.ts';
import { leaveOneProof } from './one-proof.ts';
import { hashPlainChallenge } from './plain-challenge.ts';
import { loadReferredRequest, type ReferenceParts } from './request-by-reference.ts';

/** What preparing requests needs. */
export interface PreparationParts extends ReferenceParts {
  readonly oidc: Pick<OidcConfig, 'enable_pkce_plain_challenge'>;
  readonly tokenReference: (token: string) => string;
}

/** A request as the listener has it. */
interface ReceivedRequest {
  readonly incoming: IncomingMessage;
  readonly endpoint: OidcEndpoint;
  /** Path and query without the base path. */
  readonly target: string;
}

/** What the engine is to be handed, or the answer where it is not asked at all. */
export type PreparedRequest =
  | { readonly kind: 'ready'; readonly target: string }
  | { readonly kind: 'answer'; readonly answer: Answer };

/** The longest form, in bytes: as the engine has it. */
const longestForm = 56 * 1024;

/** The keys that say how clients prove who they are at each endpoint. */
const authMethodKeys = {
  token: 'token_endpoint_auth_method',
  introspection: 'introspection_endpoint_auth_method',
  revocation: 'revocation_endpoint_auth_method',
  'pushed-authorization-request': 'pushed_authorization_request_endpoint_auth_method',
} as const;

/** Endpoints whose parameters come as a form. */
const formEndpoints: readonly OidcEndpoint[] = [
  'token',
  'introspection',
  'revocation',
  'pushed-authorization-request',
  'device-authorization',
];

/**
 * Turns parameters that Authelia takes and the engine does not into ones that it does, before it sees them: in the query of the authorization
 * endpoint, in the forms of those that clients ask themselves.
 */
export async function prepareRequest(
  parts: PreparationParts,
  request: ReceivedRequest,
): Promise<PreparedRequest> {
  const { incoming, endpoint, target } = request;
  if (endpoint === 'authorization') {
    const { rawPath, rawQuery } = splitTarget(target);
    const query = await prepared(parts, request, rawQuery);
    return { kind: 'ready', target: query === rawQuery ? target : `${rawPath}?${query}` };
  }
  if (!formEndpoints.includes(endpoint) || !isForm(incoming)) return { kind: 'ready', target };
  // Who breaks off while sending is no failure of ours.
  const body = await readForm(incoming, longestForm).catch(() => Buffer.alloc(0));
  if (body === undefined) return { kind: 'answer', answer: tooLongAnswer() };
  const text = body.toString();
  const changed = await prepared(parts, request, text);
  handBackBody(incoming, changed === text ? body : Buffer.from(changed));
  return { kind: 'ready', target };
}

function hasAuthMethod(endpoint: OidcEndpoint): endpoint is keyof typeof authMethodKeys {
  return Object.hasOwn(authMethodKeys, endpoint);
}

function isForm({ headers }: IncomingMessage): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** The text itself where there is nothing to change, so that nothing is ever written anew in another way. */
async function prepared(
  parts: PreparationParts,
  { incoming, endpoint }: ReceivedRequest,
  text: string,
): Promise<string> {
  const parameters = new URLSearchParams(text);
  const before = parameters.toString();
  joinRepeated(parameters);
  if (endpoint === 'introspection' || endpoint === 'revocation') {
    nameToken(parameters, { incoming, tokenReference: parts.tokenReference });
  }
  const client = parts.findClient(nameClient(parameters, incoming.headers));
  if (endpoint === 'authorization') await loadReferredRequest(parameters, parts);
  if (client?.allow_multiple_auth_methods === true && hasAuthMethod(endpoint)) {
    leaveOneProof(parameters, incoming.headers, client[authMethodKeys[endpoint]]);
  }
  if (endpoint === 'authorization' || endpoint === 'pushed-authorization-request') {
    hashPlainChallenge(parameters, client, parts.oidc.enable_pkce_plain_challenge);
    keepRequestObject(incoming, parameters);
  }
  const after = parameters.toString();
  return after === before ? text : after;
}
