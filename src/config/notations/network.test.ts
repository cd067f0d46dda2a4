import { expect, test } from 'vitest';
import { isNetwork, network, networkOrEveryone, networkOrName } from './network.ts';
import { Misread } from './notation.ts';

test.each([
  ['192.168.1.10', '192.168.1.10/32'],
  ['192.168.1.10/24', '192.168.1.0/24'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['::1', '::1/128'],
  ['FD00:0::/8', 'fd00::/8'],
  ['2001:db8:0:0::1/64', '2001:db8::/64'],
])('%s is the network %s', (raw, ready) => {
  expect(network.read(raw)).toBe(ready);
});

test.each([
  '192.168.1',
  '10.0.0.0/33',
  '300.1.1.1',
  '0x7f.1',
  '010.0.0.1',
  'fd00::/129',
  'lan',
  '10.0.0.1-10.0.0.9',
  10,
  null,
])('%j is no network', (raw) => {
  expect(network.read(raw)).toBeInstanceOf(Misread);
});

test('everyone and names where they are allowed', () => {
  expect(networkOrEveryone.read('*')).toBe('*');
  expect(networkOrName.read('internal')).toBe('internal');
  expect(networkOrName.read('10.1.2.3')).toBe('10.1.2.3/32');
  expect(networkOrName.read('10.1.2')).toBeInstanceOf(Misread);
  expect(['internal', '10.1.2.3/32'].map(isNetwork)).toEqual([false, true]);
});
