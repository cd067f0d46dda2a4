import { isSecretEncryption, symmetricSigning } from './algorithms.ts';
import { checkAnswers } from './check-answers.ts';
import { checkBearerClient } from './check-bearer-client.ts';
import { checkLogout } from './check-logout.ts';
import type { ClientConfig } from './client.ts';
import type { Complain } from './complain.ts';
import type { KeyName } from './name-key.ts';

/** Names that a client may choose from, and what it chose. */
export interface ClientChoices {
  /** Its keys as they are written, without those that follow from others. */
  readonly writtenKeys: readonly string[];
  readonly policies: readonly string[];
  readonly lifespans: readonly string[];
  readonly claimsPolicies: readonly string[];
  readonly scopes: readonly string[];
  /** Keys of ours that sign. */
  readonly keys: readonly KeyName[];
}

const outOfBand = 'urn:ietf:wg:oauth:2.0:oob';

/** The checks of one client (behaviour.md §9.2). */
export function checkClient(client: ClientConfig, choices: ClientChoices, complain: Complain): void {
  checkSecret(client, complain);
  checkChoices(client, choices, complain);
  checkRedirects(client, complain);
  checkLogout(client, complain);
  checkKeys(client, complain);
  checkAnswers(client, choices.keys, complain);
  if (client.scopes.includes('authelia.bearer.authz')) {
    checkBearerClient(client, choices.writtenKeys, complain);
  }
  if (!client.grant_types.includes('client_credentials')) return;
  const hint = 'Remove it: no person is signed in with client_credentials.';
  for (const scope of ['openid', 'offline_access', 'offline'].filter((name) =>
    client.scopes.includes(name),
  )) {
    complain('scopes', 'error', `The scope ${scope} has no meaning with client_credentials.`, hint);
  }
  if (client.authorization_policy === 'one_factor') return;
  complain('authorization_policy', 'error', 'client_credentials is one factor.', 'Write one_factor.');
}

function checkSecret(client: ClientConfig, complain: Complain): void {
  const { client_secret: secret } = client;
  if (client.public) {
    const hint = 'Remove client_secret, or set public to false.';
    if (secret !== undefined) complain('client_secret', 'error', 'A public client keeps no secret.', hint);
    return;
  }
  if (secret === undefined) {
    if (
      client.token_endpoint_auth_method === 'private_key_jwt' ||
      client.token_endpoint_auth_method === 'none'
    )
      return;
    const hint = 'Write a hash made by: gatehouse crypto hash generate pbkdf2 --variant sha512 --random.';
    complain('client_secret', 'error', 'This key is missing.', hint);
    return;
  }
  const isPlain =
    !secret.startsWith('$') || secret.startsWith('$plaintext$') || secret.startsWith('$base64$');
  if (needsPlainSecret(client)) {
    const hint = 'Write the secret as $plaintext$…, or another algorithm.';
    const message = 'Signatures with the secret need it in plain text, not as a hash; so does encryption.';
    if (!isPlain) complain('client_secret', 'error', message, hint);
  } else if (isPlain) {
    const hint = 'Write a hash made by: gatehouse crypto hash generate pbkdf2 --variant sha512.';
    complain('client_secret', 'warning', 'The secret stands here in plain text.', hint);
  }
}

function needsPlainSecret(client: ClientConfig): boolean {
  const symmetric: readonly string[] = symmetricSigning;
  const algorithms = Object.entries(client).filter(([name]) => name.endsWith('_alg'));
  const usesSecret = (algorithm: string) => symmetric.includes(algorithm) || isSecretEncryption(algorithm);
  return (
    authMethods(client).includes('client_secret_jwt') ||
    algorithms.some(([, value]) => typeof value === 'string' && usesSecret(value))
  );
}

function authMethods(client: ClientConfig): readonly string[] {
  return [
    client.token_endpoint_auth_method,
    client.revocation_endpoint_auth_method,
    client.introspection_endpoint_auth_method,
    client.pushed_authorization_request_endpoint_auth_method,
  ];
}

function checkChoices(client: ClientConfig, choices: ClientChoices, complain: Complain): void {
  const policies = ['one_factor', 'two_factor', ...choices.policies];
  const named = [
    ['authorization_policy', client.authorization_policy, policies],
    ['lifespan', client.lifespan, choices.lifespans],
    ['claims_policy', client.claims_policy, choices.claimsPolicies],
  ] as const;
  for (const [key, value, known] of named) {
    if (value === undefined || known.includes(value)) continue;
    const hint = known.length === 0 ? 'Remove it; none is defined.' : `Write one of: ${known.join(', ')}.`;
    complain(key, 'error', `"${value}" is not known here.`, hint);
  }
  for (const scope of client.scopes.filter((name) => !choices.scopes.includes(name))) {
    complain(
      'scopes',
      'warning',
      `The scope "${scope}" is not known.`,
      `Known: ${choices.scopes.join(', ')}.`,
    );
  }
}

function checkRedirects(client: ClientConfig, complain: Complain): void {
  for (const uri of client.redirect_uris) {
    if (uri === outOfBand) {
      const hint = 'Remove it, or set public to true.';
      if (!client.public)
        complain('redirect_uris', 'error', `${outOfBand} is for public clients only.`, hint);
    } else if (!URL.canParse(uri) || new URL(uri).hash !== '') {
      const hint = 'Write absolute URIs without a fragment, such as https://app.example.com/callback.';
      complain('redirect_uris', 'error', 'A redirect URI is not absolute, or has a fragment.', hint);
    }
  }
  const isRedirecting = client.grant_types.some(
    (grant) => grant === 'authorization_code' || grant === 'implicit',
  );
  if (!isRedirecting || client.redirect_uris.length > 0) return;
  const hint = 'Write the URIs where the client expects people back.';
  complain('redirect_uris', 'error', 'There is nowhere to send people back to.', hint);
}

function checkKeys(client: ClientConfig, complain: Complain): void {
  if (client.jwks.length > 0 && client.jwks_uri !== undefined) {
    complain('jwks_uri', 'error', 'jwks and jwks_uri cannot be written together.', 'Keep one of the two.');
  }
  const hasKeys = client.jwks.length > 0 || client.jwks_uri !== undefined;
  if (/^[REP]S/.test(client.request_object_signing_alg ?? '') && !hasKeys) {
    const message = 'Signed requests need the keys of the client.';
    complain('request_object_signing_alg', 'error', message, 'Write jwks or jwks_uri.');
  }
  const proves = authMethods(client).includes('private_key_jwt');
  if (proves && !hasKeys) {
    complain('jwks', 'error', 'private_key_jwt needs the keys of the client.', 'Write jwks or jwks_uri.');
  }
  if (
    client.token_endpoint_auth_method === 'private_key_jwt' &&
    client.token_endpoint_auth_signing_alg === undefined
  ) {
    const message = 'private_key_jwt needs the algorithm of the signature.';
    complain('token_endpoint_auth_signing_alg', 'error', message, 'Write RS256 or the algorithm of the key.');
  }
  const isImplicitOnly = client.grant_types.every((grant) => grant === 'implicit');
  if (client.public || isImplicitOnly || client.token_endpoint_auth_method !== 'none') return;
  const message = 'A client that is not public must prove who it is.';
  complain('token_endpoint_auth_method', 'error', message, 'Write another method, or set public to true.');
}
