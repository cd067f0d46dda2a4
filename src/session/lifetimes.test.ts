import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieDomain, hour, minute, second } from '../../tests/support/session-fixtures.ts';
import { hardLimitMs, idleLimitMs, isOver, isRememberedNow } from './lifetimes.ts';

const start = Date.UTC(2026, 0, 1);
const plain = { signedInAtMs: start, isRemembered: false };
const remembered = { signedInAtMs: start, isRemembered: true };
const config = cookieDomain({ expiration: hour, inactivity: 5 * minute, remember_me: 48 * hour });

describe('the hard limit', () => {
  test('departures.md §2: activity does not extend it', () => {
    expect(isOver(plain, start + hour - 1, config, start + hour - 1)).toBe(false);
    expect(isOver(plain, start + hour, config, start + hour)).toBe(true);
  });

  test('is remember_me for a remembered session', () => {
    expect(hardLimitMs(remembered, config)).toBe(start + 48 * hour);
    expect(isOver(remembered, start, config, start + 48 * hour - 1)).toBe(false);
    expect(isOver(remembered, start, config, start + 48 * hour)).toBe(true);
  });

  test('shorter ones of a later configuration count for older sessions', () => {
    const later = cookieDomain({ expiration: 10 * minute, remember_me: hour });
    expect(isOver(plain, start + 10 * minute, later, start + 10 * minute)).toBe(true);
    expect(isOver(remembered, start, later, start + hour)).toBe(true);
  });

  test('a remembered session is a plain one once nobody may be remembered any more', () => {
    const later = cookieDomain({ remember_me: null });
    expect(isRememberedNow(remembered, later)).toBe(false);
    expect(hardLimitMs(remembered, later)).toBe(start + hour);
    expect(isOver(remembered, start, later, start + 5 * minute + 1)).toBe(true);
  });
});

describe('inactivity', () => {
  test('ends a session that idled for longer, not for just as long', () => {
    expect(isOver(plain, start, config, start + 5 * minute)).toBe(false);
    expect(isOver(plain, start, config, start + 5 * minute + 1)).toBe(true);
  });

  test('is off with null', () => {
    const off = cookieDomain({ inactivity: null });
    expect(idleLimitMs(plain, off)).toBeNull();
    expect(isOver(plain, start, off, start + hour - 1)).toBe(false);
  });

  test('never ends a remembered session', () => {
    expect(idleLimitMs(remembered, config)).toBeNull();
    expect(isOver(remembered, start, config, start + 47 * hour)).toBe(false);
  });

  test('an instance whose clock is a little ahead ends nothing', () => {
    expect(isOver({ ...plain, signedInAtMs: start + 2 * second }, start + 2 * second, config, start)).toBe(
      false,
    );
  });
});

test('what is over stays over', () => {
  const time = fc.integer({ min: 0, max: 100 * hour });
  fc.assert(
    fc.property(fc.boolean(), time, time, time, (isRemembered, activity, now, later) => {
      const session = { signedInAtMs: start, isRemembered };
      if (isOver(session, start + activity, config, start + now)) {
        expect(isOver(session, start + activity, config, start + now + later)).toBe(true);
      }
    }),
  );
});
