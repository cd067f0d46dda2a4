import { createPrivateKey, X509Certificate } from 'node:crypto';
import { misread, type Notation } from './notation.ts';

/** A private key as PEM text, unencrypted. */
export const privateKeyPem: Notation<string> = pem(
  'This is not a private key.',
  'Paste an unencrypted PEM block that starts with -----BEGIN PRIVATE KEY-----.',
  (value) => createPrivateKey(value),
);

/** One or more certificates as PEM text, the leaf first. */
export const certificateChainPem: Notation<string> = pem(
  'This is not a certificate chain.',
  'Paste PEM blocks that start with -----BEGIN CERTIFICATE-----, the certificate of the key first.',
  (value) => certificatesOf(value).map((block) => new X509Certificate(block)),
);

/** Whether the first certificate of a chain was issued for the key. Both must have been read. */
export function belongsToKey(chain: string, privateKey: string): boolean {
  const [leaf] = certificatesOf(chain);
  return leaf !== undefined && new X509Certificate(leaf).checkPrivateKey(createPrivateKey(privateKey));
}

function certificatesOf(chain: string): readonly string[] {
  const blocks = chain.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
  if (blocks === null) throw new TypeError('no certificate');
  return blocks;
}

function pem(message: string, hint: string, parse: (value: string) => unknown): Notation<string> {
  return {
    jsonSchema: { title: 'PEM', type: 'string', writeOnly: true },
    read(raw) {
      if (typeof raw !== 'string') return misread(message, hint);
      try {
        parse(raw);
        return raw;
      } catch {
        return misread(message, hint);
      }
    },
  };
}
