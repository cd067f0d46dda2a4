import type { Report } from '../../section.ts';
import type { OidcConfig } from '../identity-providers.ts';
import type { ClientConfig } from './client.ts';

/** A key of a client that is read and not honoured, because what it asks for is not safe. */
interface NotHonoured {
  readonly key: string;
  /** What happens instead. */
  readonly message: string;
  readonly isWritten: (client: ClientConfig) => boolean;
}

const ofClient: readonly NotHonoured[] = [
  {
    key: 'id_token_signed_response_alg',
    message: 'ID tokens are always signed: RS256 is used.',
    isWritten: (client) => client.id_token_signed_response_alg === 'none',
  },
  {
    key: 'authorization_signed_response_alg',
    message: 'Authorization answers in the modes with jwt are always signed: RS256 is used.',
    isWritten: (client) =>
      client.authorization_signed_response_alg === 'none' &&
      client.authorization_signed_response_key_id === undefined &&
      client.response_modes.some((mode) => mode.endsWith('jwt')),
  },
  {
    key: 'response_types',
    message: 'The response type token alone is refused: an access token without a code or an ID token.',
    isWritten: (client) => client.response_types.includes('token'),
  },
  {
    key: 'request_object_signing_alg',
    message: 'Request objects that are not signed are refused all the same.',
    isWritten: (client) => client.request_object_signing_alg === 'none',
  },
];

/** Says which of the keys that are written are not honoured, one warning for each. */
export function reportNotHonoured(oidc: OidcConfig, report: Report): void {
  for (const [index, client] of oidc.clients.entries()) {
    for (const { key, message, isWritten } of ofClient) {
      if (isWritten(client)) report({ path: ['oidc', 'clients', index, key], severity: 'warning', message });
    }
  }
}
