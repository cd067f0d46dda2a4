import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { choice } from '../../notations/choice.ts';
import { keys } from '../../notations/group.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { belongsToKey, certificateChainPem, privateKeyPem } from '../../notations/pem.ts';
import { textThat } from '../../notations/text.ts';
import type { Report } from '../../section.ts';
import { asymmetricSigning, keyEncryption } from './algorithms.ts';

/** A name of RFC 3986 unreserved characters, at most 100 of them. */
export const unreservedName = textThat((value) => /^[\w.~-]{1,100}$/.test(value), {
  message: 'This name has other characters than letters, digits and - . _ ~, or more than 100 of them.',
  hint: 'Write a name of letters, digits, "-", ".", "_" and "~", 100 characters at most.',
});

/** One entry of `jwks`: a private key of ours, or of a client. */
export const jsonWebKey = keys({
  key_id: optional(unreservedName, 'The name of the key; made of its fingerprint if left out.'),
  use: defaulted(choice('sig', 'enc'), 'sig', 'Whether it signs or encrypts.'),
  algorithm: optional(
    choice(...asymmetricSigning, ...keyEncryption),
    'What it is used with; the usual one of its kind if left out.',
  ),
  key: required(
    privateKeyPem,
    'The private key (PEM).',
    'Paste a PEM block that starts with -----BEGIN PRIVATE KEY-----.',
  ),
  certificate_chain: optional(certificateChainPem, 'The certificates of the key (PEM).'),
});

/** One of our keys. */
export type JsonWebKeyConfig = z.output<typeof jsonWebKey>;

/** The signing algorithm of each elliptic curve that is allowed. */
const curves: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
};

/** The checks of the provider's keys (behaviour.md §9.1); `made` are the algorithms that it makes keys for itself. */
export function checkKeys(
  entries: readonly JsonWebKeyConfig[],
  path: readonly (string | number)[],
  report: Report,
  made: readonly string[] = [],
): void {
  const names = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const wrong = (key: string, message: string, hint: string) =>
      report({ path: [...path, index, key], severity: 'error', message, hint });
    checkKey(entry, wrong);
    if (entry.key_id === undefined) continue;
    if (names.has(entry.key_id))
      wrong('key_id', `Two keys have the name ${entry.key_id}.`, 'Write another name.');
    names.add(entry.key_id);
  }
  if (made.includes('RS256')) return;
  if (entries.some((entry) => entry.use === 'sig' && algorithmOf(entry) === 'RS256')) return;
  const message = 'No key signs with RS256, which every client may expect.';
  const hint = 'Add an RSA key of 2048 bits or more: openssl genrsa 4096.';
  report({ path: [...path], severity: 'error', message, hint });
}

function checkKey(
  entry: JsonWebKeyConfig,
  wrong: (key: string, message: string, hint: string) => void,
): void {
  const key = createPrivateKey(entry.key);
  if (!isStrong(key)) {
    const message =
      'This is neither an RSA key of 2048 bits or more nor an ECDSA key on P-256, P-384 or P-521.';
    wrong('key', message, 'Make another key: openssl genrsa 4096.');
    return;
  }
  const kind = key.asymmetricKeyType === 'rsa' ? /^(RS|PS)\d|^RSA/ : /^(ES\d|ECDH)/;
  const isForUse =
    entry.algorithm === undefined || /^(RS|PS|ES)\d/.test(entry.algorithm) === (entry.use === 'sig');
  if (entry.algorithm !== undefined && !(kind.test(entry.algorithm) && isForUse)) {
    wrong(
      'algorithm',
      `A key of this kind cannot be used for ${entry.algorithm}.`,
      'Remove algorithm, or write another.',
    );
  }
  if (entry.algorithm === 'RSA1_5') {
    const message = 'RSA1_5 can be broken by asking often enough; nothing is encrypted with it.';
    wrong('algorithm', message, 'Write RSA-OAEP-256: the same key can do it.');
  }
  if (entry.certificate_chain === undefined || belongsToKey(entry.certificate_chain, entry.key)) return;
  const hint = 'Put the certificate that was issued for the key first.';
  wrong('certificate_chain', 'The first certificate does not belong to the key.', hint);
}

/** Whether a key is of a kind and a strength that is used here. */
export function isUsableKey({ key }: Pick<JsonWebKeyConfig, 'key'>): boolean {
  return isStrong(createPrivateKey(key));
}

function algorithmOf({ algorithm, key }: JsonWebKeyConfig): string | undefined {
  if (algorithm !== undefined) return algorithm;
  const parsed = createPrivateKey(key);
  return parsed.asymmetricKeyType === 'rsa' ? 'RS256' : curves[parsed.asymmetricKeyDetails?.namedCurve ?? ''];
}

function isStrong(key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa') return (details?.modulusLength ?? 0) >= 2048;
  return key.asymmetricKeyType === 'ec' && Object.hasOwn(curves, details?.namedCurve ?? '');
}
