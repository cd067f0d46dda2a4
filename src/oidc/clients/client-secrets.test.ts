import { expect, test } from 'vitest';
import { systemRandom } from '../../lib/random.ts';
import { createPasswordHasher } from '../../users/passwords/password-hasher.ts';
import { createClientSecrets } from './client-secrets.ts';

test('a secret is right for its own client alone, and hashed but once', async () => {
  const hasher = createPasswordHasher({ random: systemRandom });
  let hashed = 0;
  const counting = {
    matches: (...args: Parameters<typeof hasher.matches>) => {
      hashed += 1;
      return hasher.matches(...args);
    },
  };
  const secrets = createClientSecrets(
    [
      { client_id: 'app', client_secret: '$plaintext$right' },
      { client_id: 'old', client_secret: 'written as it is' },
      { client_id: 'public', client_secret: undefined },
    ],
    counting,
  );
  expect(await secrets.matches('app', 'right')).toBe(true);
  expect(await secrets.matches('app', 'right')).toBe(true);
  expect(hashed).toBe(1);
  expect(await secrets.matches('app', 'wrong')).toBe(false);
  expect(await secrets.matches('app', 'right')).toBe(true);
  expect(await secrets.matches('old', 'right')).toBe(false);
  expect(await secrets.matches('old', 'written as it is')).toBe(true);
  expect(await secrets.matches('public', '')).toBe(false);
  expect(await secrets.matches('nobody', 'right')).toBe(false);
  expect(hashed).toBe(4);
  expect(await secrets.matches('app', 'x'.repeat(1025))).toBe(false);
  expect(hashed).toBe(4);
  await hasher.close();
});
