import type { PasswordHashConfig } from '../../config/sections/authentication-backend.ts';
import { isSameSecret } from '../../lib/constant-time.ts';
import type { Random } from '../../lib/random.ts';
import { cryptAlphabet, encodeCryptGroup } from './crypt-alphabet.ts';
import { readNumber, splitFields } from './digest-fields.ts';
import type { CreatingScheme, PasswordDigest } from './password-digest.ts';
import { UndecodableDigest } from './undecodable-digest.ts';

type Algorithm = 'sha256' | 'sha512';

/** Rounds where a digest names none, and the smallest number, to which lower ones are raised (the specification's own). */
const defaultRounds = 5000;
const smallestRounds = 1000;
/** The specification ends at 999,999,999, a quarter of an hour: a digest must not hang the server. */
const mostRounds = 5_000_000;

const written = {
  sha256: { identifier: '5', keyCharacters: 43 },
  sha512: { identifier: '6', keyCharacters: 86 },
} as const satisfies Record<Algorithm, { identifier: string; keyCharacters: number }>;

/** For each character group of the key, the bytes it is made of: the order of Drepper's "SHA-crypt" document. */
const byteOrder = { sha256: orderFor(32), sha512: orderFor(64) } as const;

interface Parts {
  readonly algorithm: Algorithm;
  readonly rounds: number;
  readonly salt: string;
  readonly key: string;
}

/** SHA-crypt of glibc (Drepper, "Unix crypt using SHA-256 and SHA-512"): `$6$rounds=50000$salt$key`, `$5$salt$key`. */
export const shaCrypt: CreatingScheme<PasswordHashConfig['sha2crypt']> = {
  identifiers: ['5', '6'],
  decode: (text) => digestOf(read(text)),
  maximumBytes: () => undefined,
  async create(password, { variant, iterations, salt_length }, { random, blocking }) {
    const rounds = readRounds(`rounds=${iterations}`);
    const cost = { algorithm: variant, rounds, salt: freshSalt(salt_length, random) };
    const key = await blocking.compute({ kind: 'sha-crypt', ...cost }, password);
    return `$${written[variant].identifier}$rounds=${cost.rounds}$${cost.salt}$${encodeKey(key, variant)}`;
  },
};

function read(text: string): Parts {
  const fields = splitFields(text, [3, 4]);
  const [identifier, salt = '', key = ''] = [fields[0], fields.at(-2), fields.at(-1)];
  const algorithm = identifier === '5' ? 'sha256' : 'sha512';
  const rounds = fields.length === 4 ? readRounds(fields[1] ?? '') : defaultRounds;
  if (salt.length > 16) throw new UndecodableDigest('its salt is longer than 16 characters');
  const { keyCharacters } = written[algorithm];
  if (key.length !== keyCharacters || !/^[./0-9A-Za-z]*$/.test(key)) {
    throw new UndecodableDigest(`its key is not ${keyCharacters} characters of the Base64 of crypt(3)`);
  }
  return { algorithm, rounds, salt, key };
}

function readRounds(field: string): number {
  const digits = /^rounds=([0-9]+)$/.exec(field)?.[1];
  if (digits === undefined) throw new UndecodableDigest('its second part is not "rounds=" with a number');
  const rounds = readNumber(digits, 'number of rounds', { minimum: 0, maximum: mostRounds });
  return Math.max(rounds, smallestRounds);
}

function digestOf(parts: Parts): PasswordDigest {
  const { algorithm, rounds, salt, key } = parts;
  return {
    setting: `${algorithm}-crypt ${rounds}`,
    memoryKiB: 1,
    isClearText: false,
    async matches(password, blocking) {
      const computed = await blocking.compute({ kind: 'sha-crypt', algorithm, rounds, salt }, password);
      return isSameSecret(encodeKey(computed, algorithm), key);
    },
    decoy: (random) => digestOf({ ...parts, key: encodeKey(random.bytes(64), algorithm) }),
  };
}

function freshSalt(characters: number, random: Random): string {
  return [...random.bytes(characters)].map((byte) => cryptAlphabet.charAt(byte & 63)).join('');
}

function encodeKey(key: Uint8Array, algorithm: Algorithm): string {
  return byteOrder[algorithm]
    .map(({ high, middle, low, characters }) => {
      const value = byteAt(key, high) * 65_536 + byteAt(key, middle) * 256 + byteAt(key, low);
      return encodeCryptGroup(value, characters);
    })
    .join('');
}

function byteAt(key: Uint8Array, index: number | undefined): number {
  return index === undefined ? 0 : (key[index] ?? 0);
}

interface ByteGroup {
  readonly high: number | undefined;
  readonly middle: number | undefined;
  readonly low: number;
  readonly characters: number;
}

/** Each group takes one byte of each third of the key, turned round by one place from group to group; the last one is short. */
function orderFor(keyBytes: 32 | 64): readonly ByteGroup[] {
  const third = Math.floor(keyBytes / 3);
  const turn = keyBytes === 64 ? 1 : 2;
  const groups = Array.from({ length: third }, (_, group) => {
    const at = (place: number) => group + third * ((group * turn + place) % 3);
    return { high: at(0), middle: at(1), low: at(2), characters: 4 };
  });
  const last =
    keyBytes === 64
      ? { high: undefined, middle: undefined, low: 63, characters: 2 }
      : { high: undefined, middle: 31, low: 30, characters: 3 };
  return [...groups, last];
}
