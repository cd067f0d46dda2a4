import { errors } from 'oidc-provider';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { isHostAllowed } from './is-host-allowed.ts';
import { type Metadata, wordsOf } from './registered-client.ts';

type Rules = Pick<OidcConfig['dynamic_registration'], 'allowed_scopes' | 'allowed_redirect_hosts'>;

/** Where a stranger could make this server, or people, go: their hosts must be allowed. */
const bound = ['redirect_uris', 'post_logout_redirect_uris', 'jwks_uri', 'backchannel_logout_uri'];

/** What only an operator may give a client: it makes this server fetch more. */
const refused = ['sector_identifier_uri', 'request_uris'];

/** The algorithm that every provider has a key for. */
const signing = 'RS256';

const grantTypes: readonly unknown[] = ['authorization_code', 'implicit', 'refresh_token'];

/** More than that no page shows. */
const longestName = 100;

/** What a client asks to be registered with, as far as it may; throws `invalid_client_metadata` where it may not (RFC 7591 §3.2.2). */
export function restrictMetadata(metadata: Metadata, rules: Rules): Metadata {
  for (const name of refused) if (metadata[name] !== undefined) throw invalid(`${name} cannot be registered`);
  for (const name of bound) checkHosts(name, metadata[name], rules.allowed_redirect_hosts);
  if ((metadata.subject_type ?? 'public') !== 'public') throw invalid('subject_type must be public');
  const grants = metadata.grant_types ?? [];
  if (!Array.isArray(grants) || !grants.every((type) => grantTypes.includes(type))) {
    throw invalid(`grant_types must be of ${grantTypes.join(', ')}`);
  }
  checkAlgorithms(metadata);
  checkName(metadata.client_name);
  checkReturns(metadata.post_logout_redirect_uris);
  const wanted = metadata.scope === undefined ? rules.allowed_scopes : wordsOf(metadata.scope);
  const foreign = wanted.find((scope) => !rules.allowed_scopes.includes(scope));
  if (foreign !== undefined) throw invalid('scope has a value that cannot be registered');
  return { ...metadata, scope: wanted.join(' ') };
}

function checkHosts(name: string, value: unknown, hosts: readonly string[]): void {
  const urls: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const isAllowed = urls.every((url) => typeof url === 'string' && isHostAllowed(url, hosts));
  if (!isAllowed) throw invalid(`${name} has a host that cannot be registered`);
}

/** Answers are signed as every provider can, and not encrypted: nothing is fetched to make one. */
function checkAlgorithms(metadata: Metadata): void {
  for (const [name, value] of Object.entries(metadata)) {
    if (/_encrypted_response_|^request_object_encryption_/.test(name) && value !== undefined) {
      throw invalid(`${name} cannot be registered`);
    }
    if (name.endsWith('_signed_response_alg') && value !== undefined && value !== signing) {
      throw invalid(`${name} must be ${signing}`);
    }
  }
}

/** The engine does not know these, so that all of the check is here. */
function checkReturns(value: unknown): void {
  if (value === undefined) return;
  const isRight = Array.isArray(value) && value.every((uri) => typeof uri === 'string' && isWebAddress(uri));
  if (!isRight) throw invalid('post_logout_redirect_uris must be web addresses');
}

function isWebAddress(uri: string): boolean {
  const url = URL.parse(uri);
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password + url.hash === '';
}

function checkName(name: unknown): void {
  if (name === undefined) return;
  const isPlain =
    typeof name === 'string' && name.length <= longestName && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name);
  if (!isPlain) throw invalid(`client_name must be plain text of at most ${longestName} characters`);
}

function invalid(description: string): Error {
  return new errors.InvalidClientMetadata(description);
}
