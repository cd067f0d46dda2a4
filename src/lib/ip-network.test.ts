import { BlockList, isIPv4 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalAddress } from './ip-address.ts';
import { compileNetworks } from './ip-network.ts';

test.each([
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['10.1.2.3/8', '10.9.9.9', true],
  ['192.0.2.1', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.2', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['::/0', '192.0.2.1', false],
  ['fc00::/7', 'fd12::1', true],
  ['fc00::/7', 'fe80::1', false],
  ['::1', '::1', true],
  ['::ffff:10.0.0.0/104', '10.1.1.1', true],
  ['10.0.0.0/8', 'unknown', false],
  ['::/0', '', false],
])('%s has %s: %s', (network, address, expected) => {
  expect(compileNetworks([network]).has(address)).toBe(expected);
});

test.each([
  '',
  'a',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '::/129',
  '::ffff:10.0.0.0/8',
  '10.0.0/8',
])('%j is no network', (network) => {
  expect(() => compileNetworks([network])).toThrow(TypeError);
});

test('agrees with the block list of Node', () => {
  const networks = fc.oneof(
    fc.record({ base: fc.ipV4(), length: fc.integer({ min: 0, max: 32 }) }),
    fc.record({ base: fc.ipV6(), length: fc.integer({ min: 0, max: 128 }) }),
  );
  fc.assert(
    fc.property(fc.array(networks, { maxLength: 5 }), fc.oneof(fc.ipV4(), fc.ipV6()), (list, address) => {
      fc.pre([address, ...list.map(({ base }) => base)].every(isNotMapped));
      const set = compileNetworks(list.map(({ base, length }) => `${base}/${length}`));
      expect(set.has(canonicalAddress(address) ?? '')).toBe(isInBlockList(list, address));
    }),
  );
});

const isNotMapped = (address: string) => isIPv4(address) || !isIPv4(canonicalAddress(address) ?? '');

/** Node's list takes IPv4 for mapped IPv6, so it is given the networks of the address's own family only. */
function isInBlockList(
  networks: readonly { readonly base: string; readonly length: number }[],
  address: string,
): boolean {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  for (const { base, length } of networks) {
    if (isIPv4(base) === isIPv4(address)) list.addSubnet(base, length, family);
  }
  return list.check(address, family);
}
