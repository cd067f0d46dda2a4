import {
  contentEncryption,
  keyEncryption,
  requestEncryption,
  symmetricSigning,
} from '../config/sections/identity-providers/algorithms.ts';
import type { OidcConfig } from '../config/sections/identity-providers.ts';
import { providerKeys } from './provider-keys.ts';
import type { Protector } from './tokens/create-protector.ts';

/** Algorithms that answers are encrypted with: what is broken is not among them. */
const answerEncryption = keyEncryption.filter((name) => name !== 'RSA1_5');

/** How long signed metadata is good for (behaviour.md §9.5). */
const metadataSeconds = 3600;

/** What the discovery document says of signatures and encryption: of answers only what there is a key for. */
export function protectionMembers(config: OidcConfig): Readonly<Record<string, unknown>> {
  const signing = [...symmetricSigning, ...signingAlgorithms(config)];
  return {
    id_token_signing_alg_values_supported: signing,
    userinfo_signing_alg_values_supported: [...signing, 'none'],
    introspection_signing_alg_values_supported: [...signing, 'none'],
    authorization_signing_alg_values_supported: signing,
    ...encryptionMembers(['id_token', 'userinfo', 'introspection', 'authorization'], answerEncryption),
    ...encryptionMembers(['request_object'], requestEncryption),
    code_challenge_methods_supported: config.enable_pkce_plain_challenge ? ['S256', 'plain'] : ['S256'],
    request_uri_parameter_supported: true,
    require_request_uri_registration: true,
  };
}

/** The same document with itself, signed, in `signed_metadata` (RFC 8414 §2.1), where the configuration wants that. */
export async function signMetadata(
  document: Readonly<Record<string, unknown>>,
  config: OidcConfig,
  protector: Protector,
): Promise<Readonly<Record<string, unknown>>> {
  const { discovery_signed_response_alg: written, discovery_signed_response_key_id: kid } = config;
  const alg = providerKeys(config.jwks).find((key) => key.kid === kid)?.alg ?? written;
  if (alg === 'none') return document;
  const iat = Math.floor(Date.now() / 1000);
  const claims = { ...document, iss: document.issuer, iat, exp: iat + metadataSeconds };
  return { ...document, signed_metadata: await protector.sign({ alg, kid }, claims) };
}

function signingAlgorithms({ jwks }: OidcConfig): readonly string[] {
  return [...new Set(providerKeys(jwks).flatMap(({ use, alg }) => (use === 'sig' ? [alg] : [])))];
}

function encryptionMembers(
  kinds: readonly string[],
  algorithms: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    kinds.flatMap((kind) => [
      [`${kind}_encryption_alg_values_supported`, algorithms],
      [`${kind}_encryption_enc_values_supported`, contentEncryption],
    ]),
  );
}
