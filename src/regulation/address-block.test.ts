import { expect, test } from 'vitest';
import { addressBlock } from './address-block.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['::1', '::/64'],
  ['not an address', undefined],
  ['', undefined],
])('%s is counted as %s', (address, block) => {
  expect(addressBlock(address)).toBe(block);
});
