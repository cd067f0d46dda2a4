import type { ClientConfig } from './client.ts';
import type { Complain } from './complain.ts';

/** What a key must be like, and what to write where it is not. */
interface Demand {
  readonly key: keyof ClientConfig;
  readonly isMet: (client: ClientConfig, writtenKeys: readonly string[]) => boolean;
  readonly hint: string;
  /** Whether it makes no difference to a client that asks for nobody but itself. */
  readonly isForPeople?: true;
}

const scopes: readonly string[] = ['authelia.bearer.authz', 'offline_access', 'offline'];
const grants: readonly string[] = ['authorization_code', 'refresh_token', 'client_credentials'];
const proofs: readonly string[] = ['client_secret_basic', 'client_secret_jwt', 'private_key_jwt'];

/** In the order in which people read them. */
const demands: readonly Demand[] = [
  {
    key: 'scopes',
    isMet: (client) => client.scopes.every((scope) => scopes.includes(scope)),
    hint: 'Write authelia.bearer.authz and offline_access only.',
  },
  {
    key: 'grant_types',
    isMet: (client, writtenKeys) =>
      writtenKeys.includes('grant_types') && client.grant_types.every((grant) => grants.includes(grant)),
    hint: 'Write it out: authorization_code and refresh_token, or client_credentials.',
  },
  {
    key: 'audience',
    isMet: (client) => client.audience.length > 0,
    hint: 'Write the URLs that its tokens are for.',
  },
  {
    key: 'require_pushed_authorization_requests',
    isMet: (client) => client.require_pushed_authorization_requests,
    hint: 'Write true.',
    isForPeople: true,
  },
  {
    key: 'pkce_challenge_method',
    isMet: (client) => client.pkce_challenge_method === 'S256',
    hint: 'Write S256.',
    isForPeople: true,
  },
  {
    key: 'consent_mode',
    isMet: (client) => client.consent_mode === 'explicit',
    hint: 'Write explicit.',
    isForPeople: true,
  },
  {
    key: 'response_types',
    isMet: (client) => client.response_types.every((type) => type === 'code'),
    hint: 'Write code only.',
    isForPeople: true,
  },
  {
    key: 'response_modes',
    isMet: (client) => client.response_modes.every((mode) => mode.startsWith('form_post')),
    hint: 'Write form_post and form_post.jwt only.',
    isForPeople: true,
  },
  {
    key: 'token_endpoint_auth_method',
    isMet: (client) => client.public || proofs.includes(client.token_endpoint_auth_method),
    hint: `Write one of: ${proofs.join(', ')}.`,
  },
];

/** What a client must be like whose tokens open what the endpoints for proxies guard (behaviour.md §9.2). */
export function checkBearerClient(
  client: ClientConfig,
  writtenKeys: readonly string[],
  complain: Complain,
): void {
  const isForItself = client.grant_types.every((grant) => grant === 'client_credentials');
  for (const { key, isMet, hint, isForPeople } of demands) {
    if (isMet(client, writtenKeys) || (isForItself && isForPeople)) continue;
    complain(key, 'error', 'The scope authelia.bearer.authz asks more of this key.', hint);
  }
  for (const audience of client.audience.filter((one) => !isUrl(one))) {
    const hint = 'Write URLs such as https://app.example.com or https://app.example.com/api.';
    complain('audience', 'warning', `The audience "${audience}" is no URL, so it opens nothing.`, hint);
  }
}

/** Queries and fragments take no part in what a token is for. */
function isUrl(audience: string): boolean {
  const url = URL.parse(audience);
  return url !== null && ['https:', 'wss:'].includes(url.protocol) && !/[?#]/.test(audience);
}
