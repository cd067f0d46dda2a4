import type { PasswordHashConfig } from '../../src/config/sections/authentication-backend.ts';

/** Settings for tests: every algorithm at about its lowest cost. */
export const cheapHashConfig: PasswordHashConfig = {
  algorithm: 'argon2',
  argon2: { variant: 'argon2id', iterations: 1, memory: 64, parallelism: 2, key_length: 32, salt_length: 16 },
  sha2crypt: { variant: 'sha512', iterations: 1000, salt_length: 16 },
  pbkdf2: { variant: 'sha512', iterations: 1000, salt_length: 16 },
  bcrypt: { variant: 'standard', cost: 4 },
  scrypt: {
    variant: 'scrypt',
    iterations: 4,
    block_size: 8,
    parallelism: 1,
    key_length: 32,
    salt_length: 16,
  },
};
