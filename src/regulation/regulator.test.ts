import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRegulationWorld, type RegulationWorld } from '../../tests/support/regulation-world.ts';
import { AppError } from '../lib/app-error.ts';
import type { RegulatedAttempt, Regulator } from './regulator.ts';

const minute = 60_000;
let world: RegulationWorld;

beforeEach(async () => {
  world = await createRegulationWorld();
});
afterEach(() => world.close());

const attempt = (changes: Partial<RegulatedAttempt> = {}): RegulatedAttempt => ({
  username: 'john',
  address: '203.0.113.1',
  type: '1FA',
  requestUri: '',
  requestMethod: '',
  ...changes,
});
const right = () => Promise.resolve(true);
const wrong = () => Promise.resolve(false);

async function failTimes(regulator: Regulator, count: number, changes: Partial<RegulatedAttempt> = {}) {
  for (let done = 0; done < count; done++) await regulator.attempt(attempt(changes), wrong);
}

test('three failures within find_time ban, the ban ends after ban_time', async () => {
  const { regulator, clock } = world;
  await failTimes(regulator, 3);
  expect(await regulator.attempt(attempt(), right)).toBe('banned');
  clock.advance(5 * minute - 1);
  expect(await regulator.attempt(attempt(), right)).toBe('banned');
  clock.advance(1);
  expect(await regulator.attempt(attempt(), right)).toBe('right');
});

test('failures further apart than find_time, or with a success between, do not ban', async () => {
  const { regulator, clock } = world;
  await failTimes(regulator, 2);
  clock.advance(2 * minute);
  await failTimes(regulator, 2);
  expect(await regulator.attempt(attempt(), right)).toBe('right');
  await failTimes(regulator, 2);
  expect(await regulator.attempt(attempt(), right)).toBe('right');
});

test('a banned attempt is not checked, does not lengthen the ban, and is recorded as banned', async () => {
  const { regulator, clock } = world;
  await failTimes(regulator, 3);
  let checks = 0;
  for (let tries = 0; tries < 5; tries++) {
    clock.advance(minute - 1);
    await regulator.attempt(attempt(), () => Promise.resolve(++checks > 0));
  }
  expect(checks).toBe(0);
  expect((await world.recorded()).map(({ banned }) => banned)).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
  clock.advance(5);
  expect(await regulator.attempt(attempt(), right)).toBe('right');
});

test.each([
  { modes: ['user'] as const, names: ['john'], why: 'on one user' },
  { modes: ['ip'] as const, names: ['john', 'harry', '', 'bob'], why: 'on many users from one address' },
  { modes: ['user', 'ip'] as const, names: ['john'], why: 'with both modes' },
])('fifty guesses at once $why: exactly as many are checked as make a ban', async ({ modes, names }) => {
  const regulator = world.regulatorWith({ modes });
  let checks = 0;
  const guesses = [...Array(50)].map((_, index) =>
    regulator.attempt(attempt({ username: names[index % names.length] ?? '' }), async () => {
      checks++;
      await nextTurn();
      return false;
    }),
  );
  const outcomes = await Promise.all(guesses);
  expect(checks).toBe(3);
  expect(outcomes.filter((outcome) => outcome === 'banned')).toHaveLength(47);
});

test('guesses at once after two failures: one more is checked', async () => {
  const { regulator } = world;
  await failTimes(regulator, 2);
  let checks = 0;
  await Promise.all([...Array(10)].map(() => regulator.attempt(attempt(), async () => ++checks < 0)));
  expect(checks).toBe(1);
});

test('pushes that nobody answers hold up no password', async () => {
  const { regulator } = world;
  const { promise: answered, resolve: answer } = Promise.withResolvers<boolean>();
  const pushes = [...Array(5)].map(() => regulator.attempt(attempt({ type: 'Duo' }), () => answered));
  expect(await regulator.attempt(attempt(), async () => true)).toBe('right');
  answer(true);
  expect(new Set(await Promise.all(pushes))).toEqual(new Set(['right']));
});

test('many right passwords at once are all let in', async () => {
  const outcomes = await Promise.all(
    [...Array(50)].map(() => world.regulator.attempt(attempt(), () => nextTurn(true))),
  );
  expect(new Set(outcomes)).toEqual(new Set(['right']));
});

test('a user out of reach of guesses is not kept waiting by those on another', async () => {
  const held = Promise.withResolvers<boolean>();
  const others = [...Array(5)].map(() =>
    world.regulator.attempt(attempt({ username: 'harry' }), () => held.promise),
  );
  expect(await world.regulator.attempt(attempt(), right)).toBe('right');
  held.resolve(false);
  await Promise.all(others);
});

test('a flood of unknown names harms no one, and no unknown name is banned (tinyauth)', async () => {
  await failTimes(world.regulator, 260, { username: '' });
  expect(await world.regulator.attempt(attempt(), right)).toBe('right');
  expect(await world.bans.list('user', world.clock.now())).toEqual([]);
  expect(await world.regulator.attempt(attempt({ username: '' }), wrong)).toBe('wrong');
});

test('unknown users wait for nobody', async () => {
  let most = 0;
  let running = 0;
  const guess = () =>
    world.regulator.attempt(attempt({ username: '' }), async () => {
      most = Math.max(most, ++running);
      await nextTurn();
      await nextTurn();
      running--;
      return false;
    });
  await Promise.all([...Array(20)].map(guess));
  expect(most).toBe(20);
});

test('in mode ip every name counts for the address, and rotating inside a /64 does not help (CVE-2026-45364)', async () => {
  const regulator = world.regulatorWith({ modes: ['ip'] });
  await failTimes(regulator, 1, { username: '', address: '2001:db8::1' });
  await failTimes(regulator, 1, { username: 'john', address: '2001:db8::2' });
  await failTimes(regulator, 1, { username: 'harry', address: '2001:db8::3' });
  expect(await regulator.attempt(attempt({ address: '2001:db8::4' }), right)).toBe('banned');
  expect(await regulator.attempt(attempt({ address: '2001:db8:0:1::4' }), right)).toBe('right');
  expect((await world.recorded()).map(({ remote_ip }) => remote_ip)).toContain('2001:db8::3');
});

test('an IPv4-mapped address is its IPv4 address', async () => {
  const regulator = world.regulatorWith({ modes: ['ip'] });
  await failTimes(regulator, 3, { address: '::ffff:203.0.113.1' });
  expect(await regulator.attempt(attempt({ username: 'harry' }), right)).toBe('banned');
});

test('max_retries 0 never bans, a ban made by hand holds all the same, whatever the modes', async () => {
  const regulator = world.regulatorWith({ max_retries: 0 });
  await failTimes(regulator, 10);
  expect(await regulator.attempt(attempt(), right)).toBe('right');
  const byHand = { startedAtMs: 0, expiresAtMs: undefined, source: 'cli', reason: undefined };
  await world.bans.add('ip', { ...byHand, subject: '203.0.113.1' });
  expect(await regulator.attempt(attempt(), right)).toBe('banned');
});

test('a right password does not wipe out wrong one-time codes', async () => {
  const { regulator } = world;
  for (let round = 0; round < 3; round++) {
    await failTimes(regulator, 1, { type: 'TOTP' });
    await regulator.attempt(attempt(), right);
  }
  expect(await regulator.attempt(attempt(), right)).toBe('banned');
});

test('a directory that is away counts as no failure', async () => {
  const away = () => Promise.reject(new Error('away'));
  for (let tries = 0; tries < 5; tries++)
    await expect(world.regulator.attempt(attempt(), away)).rejects.toThrow('away');
  expect(await world.regulator.attempt(attempt(), right)).toBe('right');
  expect(await world.recorded()).toHaveLength(1);
});

test('where the storage is away nothing is checked and nobody is let in', async () => {
  await world.breakStorage();
  let checks = 0;
  const failure = await world.regulator
    .attempt(attempt(), async () => ++checks > 0)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ code: 'storage-unavailable' });
  expect(checks).toBe(0);
});

test('where the outcome cannot be recorded, a right password lets nobody in', async () => {
  const regulator = world.regulatorWith({});
  await expect(
    regulator.attempt(attempt(), async () => {
      await world.breakStorage();
      return true;
    }),
  ).rejects.toBeInstanceOf(AppError);
});

test('a ban is told in the log, with its end', async () => {
  await failTimes(world.regulator, 3);
  expect(world.lines).toMatchObject([
    { level: 'warn', kind: 'user', subject: 'john', until: '2026-01-01T00:05:00.000Z' },
  ]);
});
