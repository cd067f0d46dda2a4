import { scrypt as deriveScrypt } from 'node:crypto';
import type { PasswordHashConfig } from '../../config/sections/authentication-backend.ts';
import { isSameSecret } from '../../lib/constant-time.ts';
import {
  keyBounds,
  readBase64,
  readNumber,
  readParameters,
  saltBounds,
  splitFields,
  writeBase64,
} from './digest-fields.ts';
import type { CreatingScheme, PasswordDigest } from './password-digest.ts';
import { UndecodableDigest } from './undecodable-digest.ts';

/** A digest must not hang the server: at most 1 GiB at once, and 4 GiB over all lanes. */
const bounds = {
  costLog2: { minimum: 1, maximum: 24 },
  blockSize: { minimum: 1, maximum: 1024 },
  parallelism: { minimum: 1, maximum: 1024 },
  memoryBytes: 1024 ** 3,
  workBytes: 4 * 1024 ** 3,
} as const;

interface Parts {
  /** Binary logarithm of N. */
  readonly costLog2: number;
  readonly blockSize: number;
  readonly parallelism: number;
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

/** scrypt (RFC 7914) in passlib's form, `$scrypt$ln=16,r=8,p=1$salt$key`. */
export const scrypt: CreatingScheme<PasswordHashConfig['scrypt']> = {
  identifiers: ['scrypt'],
  decode: (text) => digestOf(read(text)),
  maximumBytes: () => undefined,
  async create(password, options, { random }) {
    const cost = {
      ...checkCost(String(options.iterations), String(options.block_size), String(options.parallelism)),
      salt: random.bytes(options.salt_length),
    };
    const key = await derive(password, cost, options.key_length);
    const parameters = `ln=${cost.costLog2},r=${cost.blockSize},p=${cost.parallelism}`;
    return `$scrypt$${parameters}$${writeBase64(cost.salt, 'plain')}$${writeBase64(key, 'plain')}`;
  },
};

function read(text: string): Parts {
  const [, parameters = '', salt = '', key = ''] = splitFields(text, 4);
  const parameter = readParameters(parameters, ['ln', 'r', 'p']);
  return {
    ...checkCost(parameter('ln'), parameter('r'), parameter('p')),
    salt: readBase64(salt, 'salt', { form: 'plain', ...saltBounds }),
    key: readBase64(key, 'key', { form: 'plain', ...keyBounds }),
  };
}

function checkCost(ln: string, r: string, p: string) {
  const cost = {
    costLog2: readNumber(ln, 'cost "ln"', bounds.costLog2),
    blockSize: readNumber(r, 'block size "r"', bounds.blockSize),
    parallelism: readNumber(p, 'parallelism "p"', bounds.parallelism),
  };
  if (memoryBytes(cost) > bounds.memoryBytes) {
    throw new UndecodableDigest('its parameters take more memory than the allowed 1 GiB');
  }
  if (memoryBytes(cost) * cost.parallelism > bounds.workBytes) {
    throw new UndecodableDigest('its parameters take more work than allowed (128 × N × r × p above 4 GiB)');
  }
  return cost;
}

function memoryBytes(cost: { costLog2: number; blockSize: number }): number {
  return 128 * 2 ** cost.costLog2 * cost.blockSize;
}

function digestOf(parts: Parts): PasswordDigest {
  const { costLog2, blockSize, parallelism, key } = parts;
  return {
    setting: `scrypt ln=${costLog2},r=${blockSize},p=${parallelism},k=${key.length}`,
    memoryKiB: memoryBytes(parts) / 1024,
    isClearText: false,
    matches: async (password) => isSameSecret(await derive(password, parts, key.length), key),
    decoy: (random) => digestOf({ ...parts, key: random.bytes(key.length) }),
  };
}

function derive(password: Uint8Array, parts: Omit<Parts, 'key'>, keyLength: number): Promise<Buffer> {
  const { costLog2, blockSize, parallelism, salt } = parts;
  const options = {
    N: 2 ** costLog2,
    r: blockSize,
    p: parallelism,
    // OpenSSL counts the lanes and its own work space too, and refuses at exactly the limit.
    maxmem: memoryBytes(parts) + 128 * blockSize * (parallelism + 2) + 1024 * 1024,
  };
  return new Promise((resolve, reject) => {
    deriveScrypt(password, salt, keyLength, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
