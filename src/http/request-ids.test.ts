import { expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import { compileTrust } from './forwarded.ts';
import type { RawRequest } from './raw-request.ts';
import { createRequestIds } from './request-ids.ts';

const requestIds = createRequestIds(systemRandom, compileTrust(['10.0.0.0/8']));
const request = (peerAddress: string | undefined, ...ids: string[]): RawRequest => ({
  method: 'GET',
  target: '/',
  rawHeaders: ids.flatMap((id) => ['X-Request-ID', id]),
  peerAddress,
  isTls: false,
});

test('every request has an id of its own, and those of another start are others', () => {
  const others = createRequestIds(systemRandom, compileTrust([]));
  const ids = [requestIds(request('10.0.0.1')), requestIds(request('10.0.0.1')), others(request(undefined))];
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[a-f0-9]{12}-\d+$/);
});

test("a trusted proxy's id is kept", () => {
  expect(requestIds(request('10.0.0.1', 'f81d4fae-7dec-11d0'))).toBe('f81d4fae-7dec-11d0');
  expect(requestIds(request(undefined, '0A000001:D2A6_C0A80001:01BB_69228F'))).toBe(
    '0A000001:D2A6_C0A80001:01BB_69228F',
  );
});

test.each([
  ['from a peer that nobody trusts', '203.0.113.5', ['abc']],
  ['given twice', '10.0.0.1', ['abc', 'abd']],
  ['empty', '10.0.0.1', ['']],
  ['with a space', '10.0.0.1', ['abc remote_ip=6.6.6.6']],
  ['with a quote', '10.0.0.1', ['abc"']],
  ['with a line end', '10.0.0.1', ['abc\n']],
  ['without end', '10.0.0.1', ['a'.repeat(129)]],
])('an id %s is not taken', (_, peer, ids) => {
  expect(requestIds(request(peer, ...ids))).toMatch(/^[a-f0-9]{12}-\d+$/);
});
