import type { ParseArgsConfig } from 'node:util';
import { passwordHash, pbkdf2Iterations } from '../config/sections/authentication-backend/password-hash.ts';
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

/** The settings where neither a flag nor a configuration says otherwise: those of a configuration that says nothing. */
export function defaultHashConfig(): PasswordHashConfig {
  return passwordHash.parse({});
}

/** RFC 9106 §4: the two recommended settings of Argon2id. */
const argon2Profiles: Readonly<Record<string, Partial<PasswordHashConfig['argon2']>>> = {
  'low-memory': { variant: 'argon2id', iterations: 3, memory: 65_536, parallelism: 4 },
  recommended: { variant: 'argon2id', iterations: 1, memory: 2_097_152, parallelism: 4 },
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
  const implied = algorithm === 'pbkdf2' ? impliedIterations(changes.variant) : {};
  const section = { ...startOf(base, algorithm, values), ...implied, ...changes };
  return { ...base, algorithm, [algorithm]: section };
}

function impliedIterations(variant: string | number | undefined): object {
  const known = Object.entries(pbkdf2Iterations).find(([name]) => name === variant);
  return known === undefined ? {} : { iterations: known[1] };
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
  return { ...defaultHashConfig().argon2, ...profile };
}

function readFlag(name: string, { choices }: HashFlag, text: string): string | number {
  if (choices !== undefined) {
    if (choices.includes(text)) return text;
    throw new CommandError('usage', `--${name} must be one of ${choices.join(', ')}.`);
  }
  if (/^[0-9]{1,10}$/.test(text)) return Number(text);
  throw new CommandError('usage', `--${name} must be a number.`);
}
