import type { Challenge } from './decision.ts';

/** What was wrong with a token (RFC 6750 §3.1, RFC 9470 §3); undefined where none was sent. */
export type BearerError = 'invalid_token' | 'insufficient_user_authentication';

/** What somebody is told of it: never which of the checks a token failed. */
const descriptions: Record<BearerError, string> = {
  invalid_token: 'The access token is expired, revoked, malformed, or not for this resource.',
  insufficient_user_authentication: 'The sign-in that the access token came from is not enough here.',
};

/** The scope without which no token is taken. */
const scope = 'authelia.bearer.authz';

/** The challenge of the Bearer scheme (RFC 6750 §3), with the status and the header of another one. */
export function bearerChallenge({ status, header }: Challenge, error?: BearerError): Challenge {
  const parameters: readonly (readonly [name: string, value: string])[] = [
    ['realm', 'Authorization Required'],
    ['scope', scope],
    ...(error === undefined
      ? []
      : ([
          ['error', error],
          ['error_description', descriptions[error]],
        ] as const)),
  ];
  return {
    status,
    header,
    value: `Bearer ${parameters.map(([name, value]) => `${name}="${value}"`).join(', ')}`,
  };
}
