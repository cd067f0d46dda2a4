import type { PasswordHashConfig } from '../../config/sections/authentication-backend.ts';
import { isSameSecret } from '../../lib/constant-time.ts';
import { cryptAlphabet, decodeCryptBytes, encodeCryptBytes } from './crypt-alphabet.ts';
import { readNumber, splitFields } from './digest-fields.ts';
import type { CreatingScheme, PasswordDigest } from './password-digest.ts';
import { UndecodableDigest } from './undecodable-digest.ts';

/** N from 2 to 2^18 and r to 32 are what crypt(3) writes; a digest must not hang the server, so memory ends at 256 MiB (some six seconds). */
const bounds = {
  costLog2: { minimum: 1, maximum: 18 },
  blockSize: { minimum: 1, maximum: 32 },
  memoryKiB: 256 * 1024,
} as const;

const keyBytes = 32;
const saltBounds = { minimum: 8, maximum: 64 } as const;

interface Parts {
  readonly costLog2: number;
  readonly blockSize: number;
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

/** yescrypt of crypt(3), `$y$j9T$salt$key`: the flags `j`, then N and r as one character each (crypt(5); behaviour.md §8.1). */
export const yescrypt: CreatingScheme<PasswordHashConfig['scrypt']> = {
  identifiers: ['y'],
  decode: (text) => digestOf(read(text)),
  maximumBytes: () => undefined,
  async create(password, options, { random, blocking }) {
    const { costLog2, blockSize } = checkCost(options.iterations, options.block_size);
    if (options.parallelism !== 1 || options.key_length !== keyBytes) {
      throw new UndecodableDigest('yescrypt needs a parallelism of 1 and a key of 32 bytes');
    }
    const salt = random.bytes(options.salt_length);
    const key = await blocking.compute({ kind: 'yescrypt', costLog2, blockSize, salt }, password);
    const setting = `j${cryptAlphabet.charAt(costLog2 - 1)}${cryptAlphabet.charAt(blockSize - 1)}`;
    return `$y$${setting}$${encodeCryptBytes(salt)}$${encodeCryptBytes(key)}`;
  },
};

function read(text: string): Parts {
  const [, setting = '', salt = '', key = ''] = splitFields(text, 4);
  if (!/^j[./0-9A-Za-z]{2}$/.test(setting)) {
    throw new UndecodableDigest('its parameters are not "j" and two characters, the only supported form');
  }
  const [cost, blockSize] = Array.from(setting.slice(1), (character) => cryptAlphabet.indexOf(character) + 1);
  return {
    ...checkCost(cost ?? 0, blockSize ?? 0),
    salt: readBytes(salt, 'salt', saltBounds),
    key: readBytes(key, 'key', { minimum: keyBytes, maximum: keyBytes }),
  };
}

function checkCost(cost: number, size: number) {
  const costLog2 = readNumber(String(cost), 'cost (the binary logarithm of N)', bounds.costLog2);
  const blockSize = readNumber(String(size), 'block size r', bounds.blockSize);
  if (memoryKiB({ costLog2, blockSize }) > bounds.memoryKiB) {
    throw new UndecodableDigest('its parameters take more memory than the allowed 256 MiB');
  }
  return { costLog2, blockSize };
}

function memoryKiB({
  costLog2,
  blockSize,
}: {
  readonly costLog2: number;
  readonly blockSize: number;
}): number {
  return (2 ** costLog2 * blockSize) / 8;
}

function readBytes(
  text: string,
  name: string,
  { minimum, maximum }: { minimum: number; maximum: number },
): Uint8Array {
  const bytes = decodeCryptBytes(text);
  if (bytes === undefined) throw new UndecodableDigest(`its ${name} is not Base64 of crypt(3)`);
  if (bytes.length < minimum || bytes.length > maximum) {
    throw new UndecodableDigest(
      `its ${name} has ${bytes.length} bytes where ${minimum} to ${maximum} are possible`,
    );
  }
  return bytes;
}

function digestOf(parts: Parts): PasswordDigest {
  const { costLog2, blockSize, salt, key } = parts;
  return {
    setting: `yescrypt n=${costLog2},r=${blockSize}`,
    memoryKiB: memoryKiB(parts),
    isClearText: false,
    async matches(password, blocking) {
      return isSameSecret(
        await blocking.compute({ kind: 'yescrypt', costLog2, blockSize, salt }, password),
        key,
      );
    },
    decoy: (random) => digestOf({ ...parts, key: random.bytes(key.length) }),
  };
}
