import type { Report } from '../../section.ts';
import type { OidcConfig } from '../identity-providers.ts';
import type { ClientConfig } from './client.ts';

/** A key that this version does not honour; `error` where doing without it would weaken protection. */
interface NotYet<Where> {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  /** What happens instead. */
  readonly message: string;
  readonly isWritten: (where: Where) => boolean;
}

const ofProvider: readonly NotYet<OidcConfig>[] = [
  {
    key: 'enable_client_debug_messages',
    severity: 'warning',
    message: 'Details of errors are told in the log alone, not to clients.',
    isWritten: (oidc) => oidc.enable_client_debug_messages,
  },
  {
    key: 'enable_pkce_plain_challenge',
    severity: 'warning',
    message: 'The PKCE method plain is refused: S256 is the only one.',
    isWritten: (oidc) => oidc.enable_pkce_plain_challenge,
  },
  {
    key: 'discovery_signed_response_alg',
    severity: 'warning',
    message: 'The discovery document is not signed yet.',
    isWritten: (oidc) => oidc.discovery_signed_response_alg !== 'none',
  },
];

const ofClient: readonly NotYet<ClientConfig>[] = [
  {
    key: 'id_token_signed_response_alg',
    severity: 'warning',
    message: 'ID tokens are always signed: RS256 is used.',
    isWritten: (client) => client.id_token_signed_response_alg === 'none',
  },
  {
    key: 'response_types',
    severity: 'warning',
    message: 'The response type token alone is refused: an access token without a code or an ID token.',
    isWritten: (client) => client.response_types.includes('token'),
  },
  {
    key: 'grant_types',
    severity: 'warning',
    message: 'The device code grant comes with a later version.',
    isWritten: (client) => client.grant_types.some((type) => type.endsWith('device_code')),
  },
  {
    key: 'scopes',
    severity: 'warning',
    message: 'Bearer tokens at the endpoints for proxies come with a later version.',
    isWritten: (client) => client.scopes.includes('authelia.bearer.authz'),
  },
  {
    key: 'request_uris',
    severity: 'warning',
    message: 'Requests by reference are refused yet, but for pushed ones.',
    isWritten: (client) => client.request_uris.length > 0,
  },
  {
    key: 'request_object_signing_alg',
    severity: 'warning',
    message: 'Request objects are refused yet.',
    isWritten: (client) => client.request_object_signing_alg !== undefined,
  },
  {
    key: 'pkce_challenge_method',
    severity: 'warning',
    message: 'The PKCE method plain is refused: S256 is the only one.',
    isWritten: (client) => client.pkce_challenge_method === 'plain',
  },
  {
    key: 'allow_multiple_auth_methods',
    severity: 'warning',
    message: 'Requests with several proofs are refused.',
    isWritten: (client) => client.allow_multiple_auth_methods,
  },
  ...(['revocation', 'introspection', 'pushed_authorization_request'] as const).map(
    (endpoint): NotYet<ClientConfig> => ({
      key: `${endpoint}_endpoint_auth_method`,
      severity: 'warning',
      message: 'The client proves who it is here as at the token endpoint.',
      isWritten: (client) =>
        client[`${endpoint}_endpoint_auth_method`] !== client.token_endpoint_auth_method &&
        client[`${endpoint}_endpoint_auth_method`] !== (client.public ? 'none' : 'client_secret_basic'),
    }),
  ),
];

/** Says which of the keys that are written this version does not honour yet, one report for each. */
export function reportNotYet(oidc: OidcConfig, report: Report): void {
  for (const { key, severity, message, isWritten } of ofProvider) {
    if (isWritten(oidc)) report({ path: ['oidc', key], severity, message });
  }
  for (const [index, client] of oidc.clients.entries()) {
    for (const { key, severity, message, isWritten } of ofClient) {
      if (!isWritten(client)) continue;
      const hint = 'Remove this key, or wait for the version that has it.';
      const path = ['oidc', 'clients', index, key];
      report({ path, severity, message, ...(severity === 'error' ? { hint } : {}) });
    }
  }
}
