import type { KeyObject } from 'node:crypto';
import { CompactEncrypt, CompactSign } from 'jose';
import { errors } from 'oidc-provider';
import { isSecretEncryption } from '../../config/sections/identity-providers/algorithms.ts';
import type { AnswerKind } from '../../config/sections/identity-providers/check-answers.ts';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { providerKeys } from '../provider-keys.ts';
import { type Encryption, protectionOf, type Signing } from './protection.ts';
import { keyOfSecret, plainSecret } from './secret-keys.ts';

/** Claims of a JSON Web Token. */
export type Claims = Readonly<Record<string, unknown>>;

/** A public key of a client that answers are encrypted to. */
export interface EncryptionKey {
  readonly kid: string | undefined;
  readonly key: KeyObject | CryptoKey | Uint8Array;
}

/** Finds the key of a client for an encryption; undefined where it has none. */
export type FindEncryptionKey = (
  client: ClientConfig,
  encryption: Encryption,
) => Promise<EncryptionKey | undefined>;

/** Signs answers, and encrypts them, as each client wants it. */
export interface Protector {
  /** The answer as a signed token (RFC 7519), in an encrypted one where the client wants that. */
  protect(
    client: ClientConfig,
    answer: { readonly kind: AnswerKind; readonly claims: Claims; readonly typ?: string },
  ): Promise<string>;
  /** Signs with a key of ours, for nobody in particular. */
  sign(signing: Signing, claims: Claims, typ?: string): Promise<string>;
}

/** A protector with the keys of the configuration. What a client wants and no key is there for throws: it is never left out. */
export function createProtector(config: Pick<OidcConfig, 'jwks'>, findKey: FindEncryptionKey): Protector {
  const keys = providerKeys(config.jwks).filter(({ use }) => use === 'sig');

  async function sign({ alg, kid }: Signing, claims: Claims, typ?: string): Promise<string> {
    const found = keys.find((one) => one.alg === alg && (kid === undefined || one.kid === kid));
    if (found === undefined) throw new TypeError(`no key signs with ${alg}`);
    return signed(claims, found.privateKey, { alg, kid: found.kid, typ });
  }

  return {
    sign,
    async protect(client, { kind, claims, typ }) {
      const { signing, encryption } = protectionOf(client, kind, config);
      if (signing === undefined) throw new TypeError(`${client.client_id} wants no signature: ${kind}`);
      const token = signing.alg.startsWith('HS')
        ? await signed(claims, secretOf(client), { alg: signing.alg, typ })
        : await sign(signing, claims, typ);
      return encryption === undefined ? token : encrypted(token, client, { encryption, findKey });
    },
  };
}

function secretOf(client: ClientConfig): Uint8Array {
  const secret = plainSecret(client);
  if (secret === undefined) throw new TypeError(`the secret of ${client.client_id} is not in plain text`);
  return Buffer.from(secret);
}

function signed(
  claims: Claims,
  key: KeyObject | Uint8Array,
  {
    alg,
    kid,
    typ = 'JWT',
  }: { readonly alg: string; readonly kid?: string; readonly typ?: string | undefined },
): Promise<string> {
  const header = { alg, ...(kid === undefined ? {} : { kid }), typ };
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(header).sign(key);
}

/** A signed token inside of an encrypted one (RFC 7519 §11.2). */
async function encrypted(
  token: string,
  client: ClientConfig,
  { encryption, findKey }: { readonly encryption: Encryption; readonly findKey: FindEncryptionKey },
): Promise<string> {
  const { alg, enc } = encryption;
  const found = isSecretEncryption(alg)
    ? { kid: undefined, key: keyOfSecret(Buffer.from(secretOf(client)).toString(), encryption) }
    : await findKey(client, encryption);
  if (found === undefined) throw new errors.InvalidClientMetadata(`the client has no key for ${alg}`);
  const header = { alg, enc, cty: 'JWT', ...(found.kid === undefined ? {} : { kid: found.kid }) };
  return new CompactEncrypt(Buffer.from(token)).setProtectedHeader(header).encrypt(found.key);
}
