import { hashRaw } from '@node-rs/argon2';
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

type Variant = 'argon2d' | 'argon2i' | 'argon2id';

/** The numbers of the variants (RFC 9106 §3.1). */
const variantNumbers = { argon2d: 0, argon2i: 1, argon2id: 2 } as const satisfies Record<Variant, number>;

/** RFC 9106 allows 4 TiB and 4 billion passes; a digest must not hang the server, so memory × passes ends at 8 GiB. */
const bounds = {
  memoryKiB: { minimum: 8, maximum: 2 * 1024 * 1024 },
  iterations: { minimum: 1, maximum: 1_048_576 },
  parallelism: { minimum: 1, maximum: 255 },
  workKiB: 8 * 1024 * 1024,
} as const;

interface Parts {
  readonly variant: Variant;
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

/** Argon2 version 1.3 in PHC form, `$argon2id$v=19$m=65536,t=3,p=4$salt$key` (RFC 9106; behaviour.md §8.1). */
export const argon2: CreatingScheme<PasswordHashConfig['argon2']> = {
  identifiers: ['argon2id', 'argon2i', 'argon2d'],
  decode: (text) => digestOf(read(text)),
  maximumBytes: () => undefined,
  async create(password, options, { random }) {
    const cost = {
      variant: options.variant,
      ...checkCost(String(options.memory), String(options.iterations), String(options.parallelism)),
      salt: random.bytes(options.salt_length),
    };
    const key = await derive(password, cost, options.key_length);
    const parameters = `m=${cost.memoryKiB},t=${cost.iterations},p=${cost.parallelism}`;
    return `$${cost.variant}$v=19$${parameters}$${writeBase64(cost.salt, 'plain')}$${writeBase64(key, 'plain')}`;
  },
};

function read(text: string): Parts {
  const [variant = '', version, parameters = '', salt = '', key = ''] = splitFields(text, 5);
  if (!isVariant(variant)) throw new UndecodableDigest('its variant of Argon2 is unknown');
  if (version !== 'v=19') throw new UndecodableDigest('it is not of version 19, the only supported one');
  const parameter = readParameters(parameters, ['m', 't', 'p']);
  return {
    variant,
    ...checkCost(parameter('m'), parameter('t'), parameter('p')),
    salt: readBase64(salt, 'salt', { form: 'plain', ...saltBounds }),
    key: readBase64(key, 'key', { form: 'plain', ...keyBounds }),
  };
}

function checkCost(m: string, t: string, p: string) {
  const memoryKiB = readNumber(m, 'memory', bounds.memoryKiB);
  const iterations = readNumber(t, 'number of iterations', bounds.iterations);
  const parallelism = readNumber(p, 'parallelism', bounds.parallelism);
  if (memoryKiB < 8 * parallelism) {
    throw new UndecodableDigest('its memory is below 8 KiB for each of its lanes');
  }
  if (memoryKiB * iterations > bounds.workKiB) {
    throw new UndecodableDigest('memory times iterations is above the highest allowed of 8 GiB');
  }
  return { memoryKiB, iterations, parallelism };
}

function isVariant(text: string): text is Variant {
  return Object.hasOwn(variantNumbers, text);
}

function digestOf(parts: Parts): PasswordDigest {
  return {
    setting: `${parts.variant} m=${parts.memoryKiB},t=${parts.iterations},p=${parts.parallelism},k=${parts.key.length}`,
    memoryKiB: parts.memoryKiB,
    isClearText: false,
    matches: async (password) => isSameSecret(await derive(password, parts, parts.key.length), parts.key),
    decoy: (random) => digestOf({ ...parts, key: random.bytes(parts.key.length) }),
  };
}

function derive(password: Uint8Array, parts: Omit<Parts, 'key'>, keyLength: number): Promise<Buffer> {
  return hashRaw(password, {
    algorithm: variantNumbers[parts.variant],
    memoryCost: parts.memoryKiB,
    timeCost: parts.iterations,
    parallelism: parts.parallelism,
    outputLen: keyLength,
    salt: parts.salt,
  });
}
