import type { Report } from '../../section.ts';
import type { OidcConfig } from '../identity-providers.ts';
import type { ClientConfig } from './client.ts';

/** A key of a client that this version does not honour; `error` where doing without it would weaken protection. */
interface NotYet {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  /** What happens instead. */
  readonly message: string;
  readonly isWritten: (client: ClientConfig) => boolean;
}

const ofClient: readonly NotYet[] = [
  {
    key: 'id_token_signed_response_alg',
    severity: 'warning',
    message: 'ID tokens are always signed: RS256 is used.',
    isWritten: (client) => client.id_token_signed_response_alg === 'none',
  },
  {
    key: 'authorization_signed_response_alg',
    severity: 'warning',
    message: 'Authorization answers in the modes with jwt are always signed: RS256 is used.',
    isWritten: (client) =>
      client.authorization_signed_response_alg === 'none' &&
      client.authorization_signed_response_key_id === undefined &&
      client.response_modes.some((mode) => mode.endsWith('jwt')),
  },
  {
    key: 'response_types',
    severity: 'warning',
    message: 'The response type token alone is refused: an access token without a code or an ID token.',
    isWritten: (client) => client.response_types.includes('token'),
  },
  {
    key: 'request_object_signing_alg',
    severity: 'warning',
    message: 'Request objects that are not signed are refused all the same.',
    isWritten: (client) => client.request_object_signing_alg === 'none',
  },
];

/** Says which of the keys that are written this version does not honour yet, one report for each. */
export function reportNotYet(oidc: OidcConfig, report: Report): void {
  for (const [index, client] of oidc.clients.entries()) {
    for (const { key, severity, message, isWritten } of ofClient) {
      if (!isWritten(client)) continue;
      const hint = 'Remove this key, or wait for the version that has it.';
      const path = ['oidc', 'clients', index, key];
      report({ path, severity, message, ...(severity === 'error' ? { hint } : {}) });
    }
  }
}
