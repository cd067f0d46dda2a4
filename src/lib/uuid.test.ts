import { expect, test } from 'vitest';
import { systemRandom } from './random.ts';
import { randomUuid, uuidFromBase64Url, uuidToBase64Url } from './uuid.ts';

test('random ones have the version and the variant of RFC 9562, and differ', () => {
  expect(randomUuid({ bytes: (count) => Buffer.alloc(count, 0xff) })).toBe(
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
  );
  expect(randomUuid({ bytes: (count) => Buffer.alloc(count) })).toBe('00000000-0000-4000-8000-000000000000');
  expect(randomUuid(systemRandom)).not.toBe(randomUuid(systemRandom));
});

test('in links they are 22 characters, and the same afterwards', () => {
  const uuid = randomUuid(systemRandom);
  const text = uuidToBase64Url(uuid);
  expect(text).toMatch(/^[\w-]{22}$/);
  expect(uuidFromBase64Url(text)).toBe(uuid);
});

test('other texts are none', () => {
  for (const text of ['', 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}=`, 'ä'.repeat(22)]) {
    expect(uuidFromBase64Url(text)).toBeUndefined();
  }
  expect(() => uuidToBase64Url('nothing')).toThrow(TypeError);
});
