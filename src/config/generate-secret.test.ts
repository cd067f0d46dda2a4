import { expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import { generateSecret } from './generate-secret.ts';

test('a secret has 64 letters and digits and is another each time', () => {
  const secrets = Array.from({ length: 20 }, () => generateSecret(systemRandom));
  for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(new Set(secrets).size).toBe(20);
});

test('bytes that would make some characters likelier are left out', () => {
  const bytes = [255, 248, 0, 61, 62];
  const secret = generateSecret({ bytes: (count) => Buffer.alloc(count, Buffer.from(bytes)) });
  expect(secret.slice(0, 6)).toBe('A9AA9A');
});
