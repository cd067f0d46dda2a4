import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { scopeClaims } from '../../oidc/claims/standard-claims.ts';
import { CommandError } from '../command-error.ts';
import type { CommandFlags, WrittenFlags } from '../command-flags.ts';

/** The flags of `debug oidc claims`, spelled as Authelia's; `ip` is ours. */
export const claimsFlags: CommandFlags = {
  'client-id': { kind: 'text', fallback: 'example', summary: 'the application; it need not be configured' },
  policy: { kind: 'text', summary: 'the claims policy, instead of the application’s' },
  scopes: { kind: 'list', summary: 'the granted scopes; else the application’s, or all standard ones' },
  claims: { kind: 'list', summary: 'the granted claims, or the parameter claims of a request (JSON)' },
  'response-type': { kind: 'text', fallback: 'code', summary: 'the response type of the request' },
  'grant-type': { kind: 'text', fallback: 'authorization_code', summary: 'how the tokens were got' },
  ip: { kind: 'text', summary: 'where the person is, for networks of authorization policies' },
};

/** What an application asks, as the command line says. */
export interface ClaimsWish {
  readonly clientId: string;
  /** Undefined where it is not configured. */
  readonly client: ClientConfig | undefined;
  readonly claimsPolicy: string | undefined;
  readonly scopes: readonly string[];
  /** What the parameter `claims` asks for, and was granted. */
  readonly asked: { readonly id_token: readonly string[]; readonly userinfo: readonly string[] };
  /** What the answer has: `code`, `id_token`, `token`. */
  readonly responseTypes: readonly string[];
  readonly grantType: string;
  readonly address: string | undefined;
}

const standardScopes = ['openid', 'profile', 'email', 'phone', 'address', 'groups'];

const grantTypes = ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'];

/** Reads what an application asks. Throws `CommandError` for names that there are not. */
export function readClaimsWish(flags: WrittenFlags, oidc: OidcConfig): ClaimsWish {
  const clientId = flags.text('client-id');
  const client = oidc.clients.find((one) => one.client_id === clientId);
  const written = flags.isWritten('scopes') ? flags.list('scopes').flatMap((text) => text.split(' ')) : [];
  const scopes = flags.isWritten('scopes') ? written : (client?.scopes ?? standardScopes);
  const claimsPolicy = flags.isWritten('policy') ? flags.text('policy') : client?.claims_policy;
  const responseTypes = flags.text('response-type').split(' ');
  const grantType = flags.text('grant-type');
  refuseUnknown('--scopes', scopes, [
    ...Object.keys({ ...scopeClaims, ...oidc.scopes }),
    ...(client?.scopes ?? []),
  ]);
  if (claimsPolicy !== undefined)
    refuseUnknown('--policy', [claimsPolicy], Object.keys(oidc.claims_policies));
  refuseUnknown('--response-type', responseTypes, ['code', 'id_token', 'token']);
  refuseUnknown('--grant-type', [grantType], grantTypes);
  return {
    clientId,
    client,
    claimsPolicy,
    scopes,
    asked: readAsked(flags.list('claims')),
    responseTypes,
    grantType,
    address: flags.isWritten('ip') ? flags.text('ip') : undefined,
  };
}

function refuseUnknown(flag: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const there = known.length === 0 ? 'There are none.' : `There are ${[...new Set(known)].join(', ')}.`;
  throw new CommandError('usage', `${flag}: there is no "${unknown}". ${there}`);
}

/** Names alone are asked for in both places (OpenID Connect Core §5.5 has one member for each). */
function readAsked(texts: readonly string[]): ClaimsWish['asked'] {
  const [first = ''] = texts;
  if (!first.startsWith('{')) return { id_token: texts, userinfo: texts };
  const parsed = parseObject(texts.join(','));
  return { id_token: namesIn(parsed.id_token), userinfo: namesIn(parsed.userinfo) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return { ...parsed };
  } catch {
    // Told below.
  }
  throw new CommandError('usage', '--claims is no JSON object such as {"id_token":{"email":null}}.');
}

function namesIn(member: unknown): readonly string[] {
  return isObject(member) ? Object.keys(member) : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
