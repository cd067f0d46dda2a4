import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose';

const generate = promisify(generateKeyPair);

/** The curve of each algorithm that has one (RFC 7518 §3.4). */
const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

/** Good until 2030 and beyond (NIST SP 800-57 part 1, table 2). */
const rsaBits = 3072;

/** So many hexadecimal digits of the thumbprint begin a name. */
const nameDigits = 16;

/** A new key that signs with an algorithm, named as keys of the configuration are (behaviour.md §9.1), by more of its thumbprint (RFC 7638). */
export async function makeSigningKey(algorithm: string): Promise<{ kid: string; privateKey: string }> {
  const key = await generateFor(algorithm);
  const thumbprint = await calculateJwkThumbprint(createPublicKey(key).export({ format: 'jwk' }));
  const hex = Buffer.from(thumbprint, 'base64url').toString('hex');
  return {
    kid: `${hex.slice(0, nameDigits)}-${algorithm.toLowerCase()}`,
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

async function generateFor(algorithm: string): Promise<KeyObject> {
  const namedCurve = curves[algorithm];
  const { privateKey } =
    namedCurve === undefined
      ? await generate('rsa', { modulusLength: rsaBits })
      : await generate('ec', { namedCurve });
  return privateKey;
}
