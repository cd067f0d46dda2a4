import type { ParseArgsConfig } from 'node:util';
import type { PasswordHashConfig } from '../config/sections/authentication-backend.ts';
import { CommandError } from './command-error.ts';

/** The algorithms of `crypto hash generate`. */
export type HashAlgorithm = PasswordHashConfig['algorithm'];

/** One flag of an algorithm: its letter, the key of the algorithm's section that it sets, and what it may be. */
interface HashFlag {
  readonly letter?: string;
  readonly key: string;
  /** The texts that it may be; without them it is a number. */
  readonly choices?: readonly string[];
  readonly summary: string;
}

const iterations: HashFlag = { letter: 'i', key: 'iterations', summary: 'number of iterations' };
const parallelism: HashFlag = { letter: 'p', key: 'parallelism', summary: 'parallelism or threads' };
const keySize: HashFlag = { letter: 'k', key: 'key_length', summary: 'key size in bytes' };
const saltSize: HashFlag = { letter: 's', key: 'salt_length', summary: 'salt size in bytes' };
const variant = (...choices: readonly string[]): HashFlag => ({
  letter: 'v',
  key: 'variant',
  choices,
  summary: `variant: ${choices.join(', ')}`,
});

/** The flags of each algorithm, spelled as Authelia's. */
export const hashFlags: Readonly<Record<HashAlgorithm, Readonly<Record<string, HashFlag>>>> = {
  argon2: {
    variant: variant('argon2id', 'argon2i', 'argon2d'),
    iterations,
    memory: { letter: 'm', key: 'memory', summary: 'memory in kibibytes' },
    parallelism,
    'key-size': keySize,
    'salt-size': saltSize,
  },
  bcrypt: {
    variant: variant('standard', 'sha256'),
    cost: { letter: 'i', key: 'cost', summary: 'hashing cost' },
  },
  pbkdf2: {
    variant: variant('sha1', 'sha224', 'sha256', 'sha384', 'sha512'),
    iterations,
    'salt-size': saltSize,
  },
  scrypt: {
    variant: variant('scrypt', 'yescrypt'),
    iterations: { ...iterations, summary: 'binary logarithm of the cost N' },
    'block-size': { letter: 'r', key: 'block_size', summary: 'block size' },
    parallelism,
    'key-size': keySize,
    'salt-size': saltSize,
  },
  sha2crypt: { variant: variant('sha512', 'sha256'), iterations, 'salt-size': saltSize },
};

/** The settings where neither a flag nor a configuration says otherwise (behaviour.md §4.3). */
export const defaultHashConfig: PasswordHashConfig = {
  algorithm: 'argon2',
  argon2: {
    variant: 'argon2id',
    iterations: 3,
    memory: 65_536,
    parallelism: 4,
    key_length: 32,
    salt_length: 16,
  },
  sha2crypt: { variant: 'sha512', iterations: 50_000, salt_length: 16 },
  pbkdf2: { variant: 'sha512', iterations: 310_000, salt_length: 16 },
  bcrypt: { variant: 'standard', cost: 12 },
  scrypt: {
    variant: 'scrypt',
    iterations: 16,
    block_size: 8,
    parallelism: 1,
    key_length: 32,
    salt_length: 16,
  },
};

/** Authelia's iterations for each variant of PBKDF2. */
const pbkdf2Iterations: Readonly<Record<string, number>> = {
  sha1: 1_600_000,
  sha224: 900_000,
  sha256: 700_000,
  sha384: 280_000,
  sha512: 310_000,
};

/** RFC 9106 §4: the two recommended settings of Argon2id. */
const argon2Profiles: Readonly<Record<string, PasswordHashConfig['argon2']>> = {
  'low-memory': { ...defaultHashConfig.argon2, iterations: 3, memory: 65_536, parallelism: 4 },
  recommended: { ...defaultHashConfig.argon2, iterations: 1, memory: 2_097_152, parallelism: 4 },
};

/** The flags of an algorithm, or none, in the form of `parseArgs`. */
export function parserOptionsOf(
  algorithm: HashAlgorithm | undefined,
): NonNullable<ParseArgsConfig['options']> {
  if (algorithm === undefined) return {};
  const own = Object.entries(hashFlags[algorithm]).map(([name, { letter }]) => [
    name,
    { type: 'string' as const, ...(letter === undefined ? {} : { short: letter }) },
  ]);
  return { ...Object.fromEntries(own), ...(algorithm === 'argon2' ? { profile: { type: 'string' } } : {}) };
}

/** The settings with what the flags say. Throws `CommandError` for values that cannot be. */
export function applyHashFlags(
  base: PasswordHashConfig,
  algorithm: HashAlgorithm,
  values: Readonly<Record<string, unknown>>,
): PasswordHashConfig {
  const given = Object.entries(hashFlags[algorithm]).filter(([name]) => values[name] !== undefined);
  const changes = Object.fromEntries(
    given.map(([name, flag]) => [flag.key, readFlag(name, flag, String(values[name]))]),
  );
  const implied =
    algorithm === 'pbkdf2' && typeof changes.variant === 'string'
      ? { iterations: pbkdf2Iterations[changes.variant] }
      : {};
  const section = { ...startOf(base, algorithm, values), ...implied, ...changes };
  return { ...base, algorithm, [algorithm]: section };
}

function startOf(
  base: PasswordHashConfig,
  algorithm: HashAlgorithm,
  values: Readonly<Record<string, unknown>>,
): object {
  if (algorithm !== 'argon2' || typeof values.profile !== 'string') return base[algorithm];
  const profile = Object.hasOwn(argon2Profiles, values.profile) ? argon2Profiles[values.profile] : undefined;
  if (profile === undefined) {
    throw new CommandError('usage', `--profile must be one of ${Object.keys(argon2Profiles).join(', ')}.`);
  }
  return profile;
}

function readFlag(name: string, { choices }: HashFlag, text: string): string | number {
  if (choices !== undefined) {
    if (choices.includes(text)) return text;
    throw new CommandError('usage', `--${name} must be one of ${choices.join(', ')}.`);
  }
  if (/^[0-9]{1,10}$/.test(text)) return Number(text);
  throw new CommandError('usage', `--${name} must be a number.`);
}
