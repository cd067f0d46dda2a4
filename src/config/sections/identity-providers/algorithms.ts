/** Algorithms that sign (RFC 7518 §3.1) with a key pair. */
export const asymmetricSigning = [
  'RS256',
  'RS384',
  'RS512',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
] as const;

/** Algorithms that sign with the client's secret, which must then be known in plain text. */
export const symmetricSigning = ['HS256', 'HS384', 'HS512'] as const;

/** Algorithms that encrypt the key of a message (RFC 7518 §4.1), as far as requests of clients may use them: neither what is broken nor what takes a password. */
export const requestEncryption = [
  'RSA-OAEP',
  'RSA-OAEP-256',
  'A128KW',
  'A192KW',
  'A256KW',
  'dir',
  'ECDH-ES',
  'ECDH-ES+A128KW',
  'ECDH-ES+A192KW',
  'ECDH-ES+A256KW',
  'A128GCMKW',
  'A192GCMKW',
  'A256GCMKW',
] as const;

/** All of them. */
export const keyEncryption = [
  'RSA1_5',
  ...requestEncryption,
  'PBES2-HS256+A128KW',
  'PBES2-HS384+A192KW',
  'PBES2-HS512+A256KW',
] as const;

/** Whether an algorithm encrypts with the client's secret instead of a public key (RFC 7518 §4.1). */
export function isSecretEncryption(algorithm: string): boolean {
  return /^(A\d|dir$|PBES2-)/.test(algorithm);
}

/** Algorithms that encrypt the message itself (RFC 7518 §5.1). */
export const contentEncryption = [
  'A128CBC-HS256',
  'A192CBC-HS384',
  'A256CBC-HS512',
  'A128GCM',
  'A192GCM',
  'A256GCM',
] as const;
