import { choice } from '../../notations/choice.ts';
import { group } from '../../notations/group.ts';
import { integer } from '../../notations/integer.ts';
import { defaulted } from '../../notations/key.ts';
import type { Report } from '../../section.ts';
import type { PasswordHashConfig } from '../authentication-backend.ts';

const largest = 2_147_483_647;

/** Rounds of PBKDF2 where none are written: at least what OWASP asks for with each digest. */
export const pbkdf2Iterations: Readonly<Record<PasswordHashConfig['pbkdf2']['variant'], number>> = {
  sha1: 1_600_000,
  sha224: 900_000,
  sha256: 700_000,
  sha384: 310_000,
  sha512: 310_000,
};

const keyLength = () => defaulted(integer({ min: 4, max: largest, unit: 'bytes' }), 32, 'Bytes of the hash.');
const saltLength = (min: number, max: number) =>
  defaulted(integer({ min, max, unit: 'bytes' }), 16, 'Bytes of the salt.');

const argon2 = group(
  {
    variant: defaulted(choice('argon2id', 'argon2i', 'argon2d'), 'argon2id', 'The variant of Argon2.'),
    iterations: defaulted(integer({ min: 1, max: largest }), 3, 'Passes over the memory.'),
    memory: defaulted(integer({ min: 8, max: 4_294_967_295, unit: 'KiB' }), 65_536, 'Memory in KiB.'),
    parallelism: defaulted(integer({ min: 1, max: 16_777_215 }), 4, 'Lanes.'),
    key_length: keyLength(),
    salt_length: saltLength(8, largest),
  },
  'Argon2 (RFC 9106).',
);

const sha2crypt = group(
  {
    variant: defaulted(choice('sha256', 'sha512'), 'sha512', 'The digest.'),
    iterations: defaulted(integer({ min: 1000, max: 999_999_999 }), 50_000, 'Rounds.'),
    salt_length: saltLength(1, 16),
  },
  'SHA-crypt.',
);

const pbkdf2 = group(
  {
    variant: defaulted(choice('sha1', 'sha224', 'sha256', 'sha384', 'sha512'), 'sha512', 'The digest.'),
    iterations: defaulted(integer({ min: 0, max: largest }), 0, 'Rounds; 0 = as many as suit the digest.'),
    salt_length: saltLength(8, largest),
  },
  'PBKDF2 (RFC 8018).',
).transform((ready) => ({ ...ready, iterations: ready.iterations || pbkdf2Iterations[ready.variant] }));

const bcrypt = group(
  {
    variant: defaulted(
      choice('standard', 'sha256'),
      'standard',
      'Plain, or over an HMAC-SHA-256 of the password.',
    ),
    cost: defaulted(integer({ min: 10, max: 31 }), 12, 'Binary logarithm of the rounds.'),
  },
  'bcrypt.',
);

const scrypt = group(
  {
    variant: defaulted(choice('scrypt', 'yescrypt'), 'scrypt', 'scrypt or its successor.'),
    iterations: defaulted(integer({ min: 1, max: 58 }), 16, 'Binary logarithm of N.'),
    block_size: defaulted(integer({ min: 1, max: largest }), 8, 'r.'),
    parallelism: defaulted(integer({ min: 1, max: 1_073_741_823 }), 1, 'p.'),
    key_length: keyLength(),
    salt_length: saltLength(8, 1024),
  },
  'scrypt (RFC 7914).',
);

/** The keys of `authentication_backend.file.password`: how new passwords are hashed (behaviour.md §4.3). */
export const passwordHash = group(
  {
    algorithm: defaulted(
      choice('argon2', 'sha2crypt', 'pbkdf2', 'bcrypt', 'scrypt'),
      'argon2',
      'How new passwords are hashed. Hashes of every kind are always accepted.',
    ),
    argon2,
    sha2crypt,
    pbkdf2,
    bcrypt,
    scrypt,
  },
  'How new passwords are hashed.',
);

/** The limits of hash parameters that depend on each other (behaviour.md §4.5). */
export function checkPasswordHash(
  { argon2, pbkdf2, scrypt }: PasswordHashConfig,
  path: readonly string[],
  report: Report,
): void {
  if (argon2.memory < 8 * argon2.parallelism) {
    const message = `Argon2 with parallelism ${argon2.parallelism} needs at least ${8 * argon2.parallelism} KiB of memory.`;
    const hint = `Write ${8 * argon2.parallelism} or more, or a smaller parallelism.`;
    report({ path: [...path, 'argon2', 'memory'], severity: 'error', message, hint });
  }
  if (pbkdf2.iterations < 100_000) {
    const message = 'PBKDF2 needs at least 100000 iterations.';
    const hint = `Write 100000 or more; ${pbkdf2Iterations[pbkdf2.variant]} suits ${pbkdf2.variant}.`;
    report({ path: [...path, 'pbkdf2', 'iterations'], severity: 'error', message, hint });
  }
  if (scrypt.variant === 'yescrypt' && scrypt.parallelism !== 1) {
    const message = 'yescrypt knows no parallelism but 1.';
    report({ path: [...path, 'scrypt', 'parallelism'], severity: 'error', message, hint: 'Write 1.' });
  }
}
