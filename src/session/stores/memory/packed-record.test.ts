import { expect, test } from 'vitest';
import { hour, sessionOfJohn } from '../../../../tests/support/session-fixtures.ts';
import type { Session } from '../../session.ts';
import { endOf, packRecord, seePacked, unpackSession } from './packed-record.ts';
import { createValuePool } from './value-pool.ts';

const start = Date.UTC(2026, 0, 1);

test.each<[string, Partial<Session>]>([
  ['as it begins', {}],
  ['with a second factor', { secondFactorAtMs: start + 5000, methods: ['pwd', 'otp'] }],
  ['with a second factor at the very start', { secondFactorAtMs: start }],
  ['without and with several e-mail addresses', { emails: [] }],
  ['with several e-mail addresses', { emails: ['a@example.com', 'b@example.com'] }],
  ['of an earlier sign-in', { signInId: 'another', firstFactorAtMs: start + 70_000 }],
  ['that lives for months', { lastActivityAtMs: start + 100 * 24 * hour }],
  [
    'with all that is rare',
    { usedAtMs: { 'a.example.com': start }, elevation: { endsAtMs: start, address: '::1' } },
  ],
  [
    'with device and addresses',
    {
      device: { browser: 'Firefox', system: 'Linux' },
      signInAddress: '192.0.2.1',
      lastSeenAddress: '192.0.2.2',
    },
  ],
])('a session %s comes out as it went in', (_, differences) => {
  const session = sessionOfJohn(start, differences);
  const packed = packRecord({ session, expiresAtMs: start + hour }, createValuePool());
  expect(unpackSession(packed)).toEqual(session);
  expect(endOf(packed)).toBe(start + hour);
});

test('being seen later changes the time, and the address where it is known', () => {
  const packed = packRecord({ session: sessionOfJohn(start), expiresAtMs: start + hour }, createValuePool());
  seePacked(packed, { atMs: start + 10, address: '192.0.2.1' });
  seePacked(packed, { atMs: start + 20, address: undefined });
  seePacked(packed, { atMs: start + 5, address: '192.0.2.9' });
  expect(unpackSession(packed)).toMatchObject({
    lastActivityAtMs: start + 20,
    lastSeenAddress: '192.0.2.1',
  });
});
