import { expect, test } from 'vitest';
import { minute, sessionOfJohn } from '../../tests/support/session-fixtures.ts';
import { isUseWorthNoting, limitOver, withUse } from './application-limits.ts';

const start = Date.UTC(2026, 0, 1);
const host = 'bank.example.com';
const proved = { firstFactorAtMs: start, secondFactorAtMs: undefined };

test.each([
  ['no limits', {}, 100, undefined],
  ['within both', { inactivityMs: 5 * minute, expirationMs: 10 * minute }, 4, undefined],
  ['unused', { inactivityMs: 5 * minute }, 5, 'inactivity'],
  ['old', { expirationMs: 10 * minute }, 10, 'expiration'],
  ['both', { inactivityMs: 5 * minute, expirationMs: 10 * minute }, 10, 'expiration'],
] as const)('%s', (_name, limits, minutes, over) => {
  expect(limitOver(proved, limits, { host, nowMs: start + minutes * minute })).toBe(over);
});

test('a second factor and use of that very host count, of another host they do not', () => {
  const limits = { inactivityMs: 5 * minute };
  const now = { host, nowMs: start + 7 * minute };
  expect(limitOver({ ...proved, secondFactorAtMs: start + 3 * minute }, limits, now)).toBeUndefined();
  expect(limitOver({ ...proved, usedAtMs: { [host]: start + 3 * minute } }, limits, now)).toBeUndefined();
  expect(limitOver({ ...proved, usedAtMs: { other: start + 6 * minute } }, limits, now)).toBe('inactivity');
});

test('a use is noted a few times within the limit, and not at each request', () => {
  const session = withUse(sessionOfJohn(start), host, start);
  const at = (seconds: number) => ({ host, inactivityMs: 5 * minute, nowMs: start + seconds * 1000 });
  expect(isUseWorthNoting(session, at(30))).toBe(false);
  expect(isUseWorthNoting(session, at(31))).toBe(true);
  expect(isUseWorthNoting(session, { ...at(0), host: 'other' })).toBe(true);
});

test('only so many hosts are remembered, the ones used last', () => {
  let session = sessionOfJohn(start);
  for (let count = 0; count < 40; count++) session = withUse(session, `host${count}`, start + count);
  const hosts = Object.keys(session.usedAtMs ?? {});
  expect(hosts).toHaveLength(32);
  expect(hosts).toContain('host39');
  expect(hosts).not.toContain('host7');
});
