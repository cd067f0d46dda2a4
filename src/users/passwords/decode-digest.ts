import { argon2 } from './argon2.ts';
import { bcrypt } from './bcrypt.ts';
import type { DigestScheme, PasswordDigest } from './password-digest.ts';
import { pbkdf2 } from './pbkdf2.ts';
import { plaintext } from './plaintext.ts';
import { scrypt } from './scrypt.ts';
import { shaCrypt } from './sha-crypt.ts';
import { UndecodableDigest } from './undecodable-digest.ts';
import { yescrypt } from './yescrypt.ts';

/** Longer than any digest that a scheme of ours writes or reads. */
const maximumCharacters = 4096;

const schemes = new Map<string, DigestScheme>(
  [argon2, bcrypt, pbkdf2, scrypt, yescrypt, shaCrypt, plaintext].flatMap((scheme) =>
    scheme.identifiers.map((identifier) => [identifier, scheme] as const),
  ),
);

/** What to say of digests that people have, and that nothing here can check. */
const knownButUnsupported = new Map<string, string>([
  ['1', 'MD5-crypt ($1$) is too weak to be supported'],
  ['apr1', 'the MD5 of Apache ($apr1$) is too weak to be supported; use htpasswd -B'],
  ['2', 'the first form of bcrypt ($2$) is not supported'],
  ['2x', 'the faulty form of bcrypt ($2x$) is not supported'],
  ['7', 'the scrypt of crypt(3) ($7$) is not supported; write $scrypt$ digests'],
  ['gy', 'gost-yescrypt ($gy$) is not supported'],
]);

/**
 * Reads a password digest in PHC or crypt(3) form (behaviour.md §8.1). Throws `UndecodableDigest`, whose message says what is
 * wrong and never holds any of the digest.
 */
export function decodeDigest(text: string): PasswordDigest {
  if (text.length > maximumCharacters) throw new UndecodableDigest('it is too long for a password digest');
  const identifier = /^\$([^$]*)\$/.exec(text)?.[1];
  if (identifier === undefined) {
    throw new UndecodableDigest(
      'it is not a password digest, which begins with the name of its scheme between dollar signs',
    );
  }
  const scheme = schemes.get(identifier);
  if (scheme === undefined) {
    throw new UndecodableDigest(
      knownButUnsupported.get(identifier) ?? 'the scheme of this digest is unknown',
    );
  }
  return scheme.decode(text);
}
