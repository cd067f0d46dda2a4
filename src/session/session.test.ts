import { describe, expect, test } from 'vitest';
import { minute, sessionOfJohn, signInOfJohn } from '../../tests/support/session-fixtures.ts';
import { levelOf } from './level.ts';
import { hasSameDetails, raiseSession, refreshSession, startSession } from './session.ts';

const start = Date.UTC(2026, 0, 1);
const later = start + minute;
const begin = (methods: readonly string[]) =>
  startSession({
    ...signInOfJohn({ methods }),
    id: 'one',
    cookieDomain: 'example.com',
    isRemembered: false,
    nowMs: start,
  });
const raise = (session: ReturnType<typeof begin>, methods: readonly string[]) =>
  raiseSession(session, { id: 'two', methods, user: undefined, nowMs: later });

describe('a new session', () => {
  test('begins with the sign-in', () => {
    expect(begin(['pwd'])).toEqual(sessionOfJohn(start, { id: 'one' }));
  });

  test('has both factors where the sign-in gave both', () => {
    expect(begin(['pwd', 'otp']).secondFactorAtMs).toBe(start);
  });

  test('holds nothing but what a session holds, whatever the sign-in carried along', () => {
    const given = { ...signInOfJohn(), password: 'secret' };
    const session = startSession({
      ...given,
      id: 'one',
      cookieDomain: 'x.org',
      isRemembered: false,
      nowMs: start,
    });
    expect(JSON.stringify(session)).not.toContain('secret');
  });
});

describe('a raised session', () => {
  test('has a new name, the methods added, the second factor’s time, and keeps its sign-in time', () => {
    const raised = raise(begin(['pwd']), ['otp']);
    expect(raised).toMatchObject({
      id: 'two',
      methods: ['pwd', 'otp'],
      signedInAtMs: start,
      firstFactorAtMs: start,
      secondFactorAtMs: later,
      lastActivityAtMs: later,
    });
    expect(levelOf(raised.methods)).toBe(2);
  });

  test('a password after a passkey is the second factor', () => {
    expect(raise(begin(['swk', 'user']), ['pwd'])).toMatchObject({
      firstFactorAtMs: start,
      secondFactorAtMs: later,
    });
  });

  test('a password given once more renews the first factor alone', () => {
    const both = begin(['pwd', 'otp']);
    expect(raise(both, ['pwd'])).toMatchObject({
      firstFactorAtMs: later,
      secondFactorAtMs: start,
      methods: ['pwd', 'otp'],
    });
    expect(raise(both, ['hwk'])).toMatchObject({ firstFactorAtMs: start, secondFactorAtMs: later });
    expect(raise(both, ['pwd', 'otp'])).toMatchObject({ firstFactorAtMs: later, secondFactorAtMs: later });
  });

  test('a proof of nothing changes no factor', () => {
    const raised = raise(begin(['pwd']), ['user']);
    expect(raised).toMatchObject({ firstFactorAtMs: start, secondFactorAtMs: undefined });
  });

  test('takes over details that the directory gave on the way', () => {
    const user = { displayName: 'J', emails: [], groups: ['new'], password: 'secret' };
    const raised = raiseSession(begin(['pwd']), { id: 'two', methods: ['pwd'], user, nowMs: later });
    expect(raised).toMatchObject({ displayName: 'J', emails: [], groups: ['new'], refreshedAtMs: later });
    expect(JSON.stringify(raised)).not.toContain('secret');
  });
});

test('a refreshed session has new details and its level', () => {
  const session = begin(['pwd', 'otp']);
  const refreshed = refreshSession(session, { displayName: 'J', emails: ['j@x.org'], groups: [] }, later);
  expect(refreshed).toEqual({
    ...session,
    displayName: 'J',
    emails: ['j@x.org'],
    groups: [],
    refreshedAtMs: later,
  });
});

test.each([
  [{}, true],
  [{ displayName: 'X' }, false],
  [{ groups: ['dev'] }, false],
  [{ groups: ['dev', 'admins', 'more'] }, false],
  [{ emails: ['other@example.com'] }, false],
])('details that differ by %o are the same: %s', (difference, isSame) => {
  expect(hasSameDetails(begin(['pwd']), { ...begin(['pwd']), ...difference })).toBe(isSame);
});
