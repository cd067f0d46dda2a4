import { expect, test } from 'vitest';
import { createKnownSessions, nobody, type Standing } from './known-sessions.ts';

/** A session of that level, as a request about it was sent while it stood so. */
function sentAs(standing: Standing, level: 1 | 2 = 1, behindMs = 0) {
  const known = createKnownSessions(behindMs);
  const session = known.add('john', 'authelia_session=x', level, 'live');
  known.set(session, standing);
  return { known, session, sent: known.sending(session) };
}

test.each([
  ['live', 'app', 200, 'allowed'],
  ['live', 'app', 401, 'spurious denial'],
  ['live', 'app', 403, 'spurious denial'],
  ['live', 'secure', 200, 'wrong allow'],
  ['live', 'secure', 401, 'denied'],
  ['ended', 'public', 200, 'allowed'],
  ['ended', 'public', 401, 'spurious denial'],
  ['ended', 'app', 401, 'denied'],
  ['ended', 'app', 503, 'unavailable'],
  ['live', 'app', undefined, 'unreachable'],
  ['in doubt', 'app', 200, 'crossed'],
  ['in doubt', 'app', 401, 'crossed'],
  ['in doubt', 'secure', 200, 'wrong allow'],
] as const)(
  'the oracle of the faults: a session that is %s, at %s, answered %s, is %s',
  (standing, target, status, outcome) => {
    const { known, sent } = sentAs(standing);
    expect(known.judge(sent, target, status)).toBe(outcome);
  },
);

test('the oracle of the faults: nobody comes in, and an ended session is let through no longer than is promised', () => {
  const { known, sent } = sentAs('ended');
  expect(known.judge({ ...sent, atMs: sent.sinceMs + 1 }, 'app', 200)).toBe('wrong allow');
  expect(known.judge(known.sending(nobody), 'app', 200)).toBe('wrong allow');
  expect(known.judge(known.sending(nobody), 'public', 200)).toBe('allowed');
  const behind = sentAs('ended', 2, 100);
  const later = (ms: number) => ({ ...behind.sent, atMs: behind.sent.sinceMs + ms });
  expect(behind.known.judge(later(99), 'secure', 200)).toBe('crossed');
  expect(behind.known.judge(later(101), 'secure', 200)).toBe('wrong allow');
});

test('the oracle of the faults: what ended while a request was under way may be answered either way', () => {
  const { known, session, sent } = sentAs('live');
  known.set(session, 'ended');
  expect(known.judge(sent, 'app', 200)).toBe('crossed');
  expect(known.judge(sent, 'app', 401)).toBe('crossed');
});
