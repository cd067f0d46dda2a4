// The certificates' library needs it, and before all others.
import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import { BasicConstraintsExtension, X509CertificateGenerator } from '@peculiar/x509';

/** A certificate that a test's authority issued, with its key. */
export interface IssuedCertificate {
  /** DER. */
  readonly certificate: Buffer;
  readonly key: KeyObject;
}

/** A certificate authority made for one run of a test. */
export interface TestAuthority {
  /** DER. */
  readonly certificate: Buffer;
  /** `name` as in `CN=Somebody, O=Somewhere, C=SE`. */
  issue(name: string): Promise<IssuedCertificate>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const lifetime = { notBefore: new Date('2000-01-01'), notAfter: new Date('2090-01-01') };

/** Makes an authority with a P-256 key. */
export async function createTestAuthority(name = 'CN=Test authority'): Promise<TestAuthority> {
  const keys = await makeKeys();
  const own = await X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(true)],
    ...lifetime,
  });
  return {
    certificate: Buffer.from(own.rawData),
    async issue(subject) {
      const { publicKey, privateKey } = await makeKeys();
      const issued = await X509CertificateGenerator.create({
        subject,
        issuer: own.subject,
        publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [new BasicConstraintsExtension(false)],
        ...lifetime,
      });
      return { certificate: Buffer.from(issued.rawData), key: KeyObject.from(privateKey) };
    },
  };
}

function makeKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
