import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../http/answer.ts';
import { apiSecurityHeaders } from '../http/security-headers.ts';
import { endpointTraits, type OidcEndpoint, oidcPaths } from './paths.ts';
import { readShortForm } from './read-short-form.ts';

/** A page that posts the answer to the client may run its one script, whose hash the engine adds to the empty list. */
const pagePolicy = "default-src 'none'; script-src; base-uri 'none'; frame-ancestors 'none'";

/** Sets what every answer of the provider carries, the engine's as well (behaviour.md §1.1). */
export function setSecurityHeaders(response: ServerResponse, endpoint: OidcEndpoint): void {
  for (const [name, value] of apiSecurityHeaders) response.setHeader(name, value);
  if (endpointTraits[endpoint].needsSignIn) {
    response.setHeader('Content-Security-Policy', pagePolicy);
  }
}

/** An error as OAuth 2.0 writes them (RFC 6749 §5.2). */
export function oauthError(
  status: number,
  error: string,
  description: string,
  headers: Answer['headers'] = [],
): Answer {
  const body = JSON.stringify({ error, error_description: description });
  return { status, headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers], body };
}

/** The answer to OPTIONS: 200 without a body; the methods are told always, the rest as `cors` says (behaviour.md §1.8). */
export function preflightAnswer(endpoint: OidcEndpoint, cors: Answer['headers']): Answer {
  const isAllowed = cors.some(([name]) => name === 'Access-Control-Allow-Origin');
  return {
    status: 200,
    headers: [
      ...cors,
      ['Access-Control-Allow-Methods', endpointTraits[endpoint].methods.join(', ')],
      ...(isAllowed
        ? [
            [
              'Access-Control-Allow-Headers',
              'Accept, Authorization, Content-Type, DPoP, X-Requested-With',
            ] as const,
          ]
        : []),
    ],
    body: '',
  };
}

/** 405 with the methods that there are. */
export function methodAnswer(endpoint: OidcEndpoint): Answer {
  const allow = [...endpointTraits[endpoint].methods, 'OPTIONS'].join(', ');
  return oauthError(405, 'invalid_request', 'This endpoint has no such method.', [['Allow', allow]]);
}

/** 413: the body is longer than any that makes sense. */
export function tooLongAnswer(): Answer {
  return oauthError(413, 'invalid_request', 'The request is too long.', [['Connection', 'close']]);
}

/**
 * Sends a browser that posted an authorization request back with the same request as a query: the session cookie does not come along with a
 * form of another site (behaviour.md §1.8).
 */
export async function resendAsQuery(incoming: IncomingMessage, issuer: string): Promise<Answer> {
  const form = await readShortForm(incoming);
  if (form === undefined) {
    return tooLongAnswer();
  }
  const location = `${issuer}${oidcPaths.authorization}?${form.toString()}`;
  return { status: 302, headers: [['Location', location]], body: '' };
}
