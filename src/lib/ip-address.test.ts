import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalAddress } from './ip-address.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::0001', '2001:db8::1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::', '::'],
])('%s is spelled %s', (raw, canonical) => {
  expect(canonicalAddress(raw)).toBe(canonical);
});

test.each([
  '',
  'a',
  '1',
  '127.1',
  '010.0.0.1',
  '0x7f.0.0.1',
  '192.0.2.256',
  '192.0.2.1 ',
  '192.0.2.1:80',
  '[::1]',
  ':::',
  '1::2::3',
])('%j is no address', (raw) => {
  expect(canonicalAddress(raw)).toBeUndefined();
});

test('a canonical address is its own canonical spelling', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (raw) => {
      const canonical = canonicalAddress(raw);
      expect(canonical).toBeDefined();
      expect(canonicalAddress(canonical ?? '')).toBe(canonical);
    }),
  );
});
