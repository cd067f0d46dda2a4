import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { cheapHashConfig } from '../../../tests/support/cheap-hash-config.ts';
import type { PasswordHashConfig } from '../../config/sections/authentication-backend.ts';
import { AppError } from '../../lib/app-error.ts';
import { systemRandom } from '../../lib/random.ts';
import { decodeDigest } from './decode-digest.ts';
import { createPasswordHasher } from './password-hasher.ts';

const hasher = createPasswordHasher({ random: systemRandom });
afterAll(() => hasher.close());

const forms: readonly (readonly [string, Partial<PasswordHashConfig>, RegExp])[] = [
  [
    'argon2',
    { algorithm: 'argon2' },
    /^\$argon2id\$v=19\$m=64,t=1,p=2\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  ],
  ['bcrypt', { algorithm: 'bcrypt' }, /^\$2b\$04\$[./A-Za-z0-9]{53}$/],
  [
    'bcrypt-sha256',
    { algorithm: 'bcrypt', bcrypt: { variant: 'sha256', cost: 4 } },
    /^\$bcrypt-sha256\$v=2,t=2b,r=4\$[./A-Za-z0-9]{22}\$[./A-Za-z0-9]{31}$/,
  ],
  ['pbkdf2', { algorithm: 'pbkdf2' }, /^\$pbkdf2-sha512\$1000\$[./A-Za-z0-9]{22}\$[./A-Za-z0-9]{86}$/],
  [
    'pbkdf2 of SHA-1',
    { algorithm: 'pbkdf2', pbkdf2: { variant: 'sha1', iterations: 1000, salt_length: 16 } },
    /^\$pbkdf2\$1000\$[./A-Za-z0-9]{22}\$[./A-Za-z0-9]{27}$/,
  ],
  ['scrypt', { algorithm: 'scrypt' }, /^\$scrypt\$ln=4,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/],
  [
    'yescrypt',
    {
      algorithm: 'scrypt',
      scrypt: { ...cheapHashConfig.scrypt, variant: 'yescrypt', iterations: 10 },
    },
    /^\$y\$j75\$[./A-Za-z0-9]{22}\$[./A-Za-z0-9]{43}$/,
  ],
  ['SHA-crypt', { algorithm: 'sha2crypt' }, /^\$6\$rounds=1000\$[./A-Za-z0-9]{16}\$[./A-Za-z0-9]{86}$/],
];

test.each(forms)(
  'a new digest of %s has the form that Authelia writes, and is checked',
  async (_, change, form) => {
    const text = await hasher.hash('pässwörd', { ...cheapHashConfig, ...change });
    expect(text).toMatch(form);
    const digest = decodeDigest(text);
    expect(await hasher.matches(digest, 'pässwörd')).toBe(true);
    expect(await hasher.matches(digest, 'passwort')).toBe(false);
  },
);

test('the same password hashed twice looks different', async () => {
  const config = { ...cheapHashConfig, algorithm: 'argon2' } as const;
  expect(await hasher.hash('password', config)).not.toBe(await hasher.hash('password', config));
});

test('new passwords that bcrypt could not tell apart are refused, and so are endless ones', async () => {
  const bcryptConfig = { ...cheapHashConfig, algorithm: 'bcrypt' } as const;
  await expect(hasher.hash('p'.repeat(73), bcryptConfig)).rejects.toThrow(RangeError);
  await expect(hasher.hash('p'.repeat(72), bcryptConfig)).resolves.toMatch(/^\$2b\$/);
  await expect(hasher.hash('p'.repeat(1025), cheapHashConfig)).rejects.toThrow(RangeError);
});

test('settings beyond the limits are refused before any work', async () => {
  const config = {
    ...cheapHashConfig,
    algorithm: 'bcrypt',
    bcrypt: { variant: 'standard', cost: 31 },
  } as const;
  await expect(hasher.hash('password', config)).rejects.toThrow(/cost is 31/);
});

test('a password of a megabyte is wrong without any hashing', async () => {
  const digest = {
    setting: 'test',
    memoryKiB: 1,
    isClearText: false,
    matches: () => Promise.reject(new Error('was hashed')),
    decoy: () => digest,
  };
  await expect(hasher.matches(digest, 'p'.repeat(1_000_000))).resolves.toBe(false);
});

test.each([
  [
    'argon2',
    '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0MTIzNA$DTScp0bGQwrNzk+zja6T3fCnDV8oM1y0rzKFjhtlCtI',
  ],
  ['bcrypt', '$2b$10$.OC/.OC/.OC/.OC/.OC/.Ok5W2OV1qNZLu.mX5ElMJfUhElQSXerW'],
  ['pbkdf2', '$pbkdf2-sha512$310000$....................AQ$DsDPIIvfSRL.hbBrtJ5vnYwyXKo'],
  ['scrypt', '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0MTIzNA$LM3hZ8jYj86X4lboKj6nPdzymj409/H0wrfCh+oLn+8'],
  ['yescrypt', '$y$j75$wkHUmznXHIvldVY40Fw1q0$2DPh68gx7RT1usba7sqUZFSTe6Abp8MBUA.fk.RDe4.'],
  ['SHA-crypt', '$5$rounds=50000$WFjMpdCQxIkbNl0k$M0qZaZoK8Gwdh8Cw5diHgGfe5pE0iJvxcVG3.CVnQe.'],
])('the event loop turns while %s is computed', async (_, text) => {
  let isDone = false;
  const check = hasher.matches(decodeDigest(text), 'password').finally(() => {
    isDone = true;
  });
  let turns = 0;
  while (!isDone) {
    await nextTurn();
    turns++;
  }
  await check;
  expect(turns).toBeGreaterThan(10);
});

test('when too many wait, the next is refused as overloaded and the others are still answered', async () => {
  const digest = decodeDigest('$plaintext$password');
  const checks = Array.from({ length: 1000 }, () => hasher.matches(digest, 'password'));
  const results = await Promise.allSettled(checks);
  const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every((reason) => reason instanceof AppError && reason.code === 'overloaded')).toBe(true);
  expect(results.filter((result) => result.status === 'fulfilled' && result.value).length).toBeGreaterThan(
    30,
  );
  expect(await hasher.matches(digest, 'password')).toBe(true);
});
