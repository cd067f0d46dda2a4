import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHmacSha256 } from './hmac.ts';

test('it is the HMAC-SHA256 of every ASCII text, one after the other', () => {
  const text = fc.string({ unit: 'grapheme-ascii', maxLength: 200 });
  const key = fc.uint8Array({ minLength: 0, maxLength: 64 });
  fc.assert(
    fc.property(key, fc.array(text, { minLength: 1 }), (someKey, texts) => {
      const hmac = createHmacSha256(someKey);
      for (const one of texts) {
        expect(hmac(one)).toBe(createHmac('sha256', someKey).update(one).digest('base64url'));
      }
    }),
  );
});

test('RFC 4231, test case 2, is met', () => {
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  const actual = createHmacSha256(Buffer.from('Jefe'))('what do ya want for nothing?');
  expect(Buffer.from(actual, 'base64url').toString('hex')).toBe(expected);
});

test('a key that RFC 2104 would hash first is refused', () => {
  expect(() => createHmacSha256(new Uint8Array(65))).toThrow(TypeError);
});
