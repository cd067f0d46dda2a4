import { generateKeyPair, type KeyObject } from 'node:crypto';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../command-error.ts';
import type { CommandFlags, WrittenFlags } from '../command-flags.ts';
import { type NewFile, ownerOnly, readableByAll } from './write-new-files.ts';

/** A kind of key, as the command line spells it. */
export type KeyKind = 'rsa' | 'ecdsa' | 'ed25519';

/** A private key and the public one that belongs to it. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The flags that every command has that makes a key. */
export const commonKeyFlags: CommandFlags = {
  directory: { short: 'd', kind: 'text', summary: 'the folder of the files' },
  'file.private-key': { kind: 'text', fallback: 'private.pem', summary: 'the file of the private key' },
  legacy: { kind: 'switch', summary: 'writes the older forms PKCS #1 and SEC 1 as well' },
  'file.extension.legacy': {
    kind: 'text',
    fallback: 'legacy',
    summary: 'what stands before the extension of their names',
  },
  overwrite: { kind: 'switch', summary: 'replaces files that are there' },
};

/** The flags of each kind, spelled as Authelia's. */
export const kindFlags: Readonly<Record<KeyKind, CommandFlags>> = {
  rsa: { bits: { short: 'b', kind: 'text', fallback: '2048', summary: 'the length of the key, from 2048' } },
  ecdsa: { curve: { short: 'b', kind: 'text', fallback: 'P256', summary: 'P224, P256, P384 or P521' } },
  ed25519: {},
};

/** The curves by their names on the command line, as Node calls them. */
const curves: Readonly<Record<string, string>> = {
  P224: 'secp224r1',
  P256: 'prime256v1',
  P384: 'secp384r1',
  P521: 'secp521r1',
};

const generate = promisify(generateKeyPair);

/** Makes a key of a kind as the flags say. Throws `CommandError` for values that cannot be. */
export async function makeKeyPair(kind: KeyKind, flags: WrittenFlags): Promise<KeyPair> {
  if (kind === 'ed25519') return generate('ed25519');
  if (kind === 'ecdsa') {
    const namedCurve = curves[flags.text('curve').toUpperCase().replace('-', '')];
    if (namedCurve !== undefined) return generate('ec', { namedCurve });
    throw new CommandError('usage', `--curve must be one of ${Object.keys(curves).join(', ')}.`);
  }
  const bits = Number(flags.text('bits'));
  if (Number.isInteger(bits) && bits >= 2048 && bits <= 16_384) {
    return generate('rsa', { modulusLength: bits });
  }
  throw new CommandError('usage', '--bits must be a number from 2048 to 16384: shorter keys can be broken.');
}

/** A key in words: `RSA, 2048 bits`. */
export function describeKey({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType === 'rsa') return `RSA, ${asymmetricKeyDetails?.modulusLength} bits`;
  if (asymmetricKeyType !== 'ec') return 'Ed25519';
  const curve = Object.entries(curves).find(([, name]) => name === asymmetricKeyDetails?.namedCurve)?.[0];
  return `ECDSA, curve ${curve?.replace('P', 'P-')}`;
}

/** The file of a private key, and the one of its older form where that is wished and there is one. */
export function privateKeyFiles(key: KeyObject, path: string, flags: WrittenFlags): readonly NewFile[] {
  const content = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const legacy = { rsa: 'pkcs1', ec: 'sec1' } as const;
  const file = { path, content, mode: ownerOnly };
  const kind = key.asymmetricKeyType;
  if (!flags.isOn('legacy') || (kind !== 'rsa' && kind !== 'ec')) return [file];
  const older = key.export({ type: legacy[kind], format: 'pem' }).toString();
  return [file, { path: legacyPath(path, flags), content: older, mode: ownerOnly }];
}

/** The file of a public key; RSA alone has an older form. */
export function publicKeyFiles(key: KeyObject, path: string, flags: WrittenFlags): readonly NewFile[] {
  const content = key.export({ type: 'spki', format: 'pem' }).toString();
  const file = { path, content, mode: readableByAll };
  if (!flags.isOn('legacy') || key.asymmetricKeyType !== 'rsa') return [file];
  const older = key.export({ type: 'pkcs1', format: 'pem' }).toString();
  return [file, { path: legacyPath(path, flags), content: older, mode: readableByAll }];
}

/** `private.pem` becomes `private.legacy.pem`. */
function legacyPath(path: string, flags: WrittenFlags): string {
  const extension = extname(path);
  return `${path.slice(0, path.length - extension.length)}.${flags.text('file.extension.legacy')}${extension}`;
}
