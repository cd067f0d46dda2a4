// The certificates' library needs it, and before all others.
import 'reflect-metadata';
import { type KeyObject, randomBytes, type webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { CommandError } from '../command-error.ts';
import type { AlternativeName, SubjectName } from './certificate-flags.ts';
import type { KeyPair } from './key-kinds.ts';

/** Who signs for others: a certificate in PEM, and its key. */
export interface Authority {
  readonly certificate: string;
  readonly privateKey: KeyObject;
}

/** What a certificate is to say. */
export interface CertificateWish {
  readonly subject: SubjectName;
  readonly names: readonly AlternativeName[];
  readonly keys: KeyPair;
  /** As WebCrypto calls it. */
  readonly hash: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isAuthority: boolean;
  /** Object identifiers. */
  readonly extendedUsages: readonly string[];
  /** Undefined where it signs itself. */
  readonly authority: Authority | undefined;
}

/** Makes a certificate (RFC 5280), in PEM, with its serial number. */
export async function makeCertificate(wish: CertificateWish): Promise<{ pem: string; serial: string }> {
  const { subject, keys, authority, notBefore, notAfter, hash } = wish;
  const issuer = authority && new X509Certificate(authority.certificate);
  const signer = authority?.privateKey ?? keys.privateKey;
  const serialNumber = positiveSerial();
  const made = await X509CertificateGenerator.create({
    serialNumber,
    subject: jsonName(subject),
    issuer: issuer?.subjectName ?? jsonName(subject),
    notBefore,
    notAfter,
    publicKey: cryptoKey(keys.publicKey, hash, 'verify'),
    signingKey: cryptoKey(signer, hash, 'sign'),
    signingAlgorithm: algorithmOf(signer, hash),
    extensions: await extensionsOf(wish, issuer),
  });
  return { pem: `${made.toString('pem')}\n`, serial: serialNumber };
}

/** Makes a request for a certificate (PKCS #10, RFC 2986), in PEM. */
export async function makeRequest({
  subject,
  names,
  keys,
  hash,
}: Pick<CertificateWish, 'subject' | 'names' | 'keys' | 'hash'>): Promise<string> {
  const made = await Pkcs10CertificateRequestGenerator.create({
    name: jsonName(subject),
    keys: {
      privateKey: cryptoKey(keys.privateKey, hash, 'sign'),
      publicKey: cryptoKey(keys.publicKey, hash, 'verify'),
    },
    signingAlgorithm: algorithmOf(keys.privateKey, hash),
    extensions: alternativeNamesExtension(names),
  });
  return `${made.toString('pem')}\n`;
}

async function extensionsOf(
  { names, keys, hash, isAuthority, extendedUsages }: CertificateWish,
  issuer: X509Certificate | undefined,
): Promise<Extension[]> {
  const publicKey = cryptoKey(keys.publicKey, hash, 'verify');
  const isRsa = keys.publicKey.asymmetricKeyType === 'rsa';
  const usages = isAuthority
    ? KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
    : KeyUsageFlags.digitalSignature | (isRsa ? KeyUsageFlags.keyEncipherment : 0);
  return [
    new BasicConstraintsExtension(isAuthority, undefined, true),
    new KeyUsagesExtension(usages, true),
    ...(extendedUsages.length > 0 ? [new ExtendedKeyUsageExtension([...extendedUsages])] : []),
    ...alternativeNamesExtension(names),
    await SubjectKeyIdentifierExtension.create(publicKey),
    await AuthorityKeyIdentifierExtension.create(issuer?.publicKey ?? publicKey),
  ];
}

function alternativeNamesExtension(names: readonly AlternativeName[]): Extension[] {
  return names.length > 0 ? [new SubjectAlternativeNameExtension([...names])] : [];
}

function jsonName(subject: SubjectName): JsonName {
  return subject.map(({ type, values }) => ({ [type]: values }));
}

/** How WebCrypto is told of a key that signs. */
function algorithmOf(key: KeyObject, hash: string) {
  if (key.asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash };
  if (key.asymmetricKeyType === 'ed25519') return { name: 'Ed25519' };
  const curves: Readonly<Record<string, string>> = {
    prime256v1: 'P-256',
    secp384r1: 'P-384',
    secp521r1: 'P-521',
  };
  const namedCurve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (namedCurve !== undefined) return { name: 'ECDSA', namedCurve, hash };
  throw new CommandError('usage', 'Certificates are made with RSA, Ed25519, P256, P384 and P521 keys alone.');
}

function cryptoKey(key: KeyObject, hash: string, usage: 'sign' | 'verify'): webcrypto.CryptoKey {
  return key.toCryptoKey(algorithmOf(key, hash), true, [usage]);
}

/** 127 random bits: serial numbers are positive, and nobody may foresee them (RFC 5280 §4.1.2.2). */
function positiveSerial(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}
