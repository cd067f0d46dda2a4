import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFrozenClock, type FrozenClock } from '../../tests/support/frozen-clock.ts';
import { silentLog } from '../lib/log.ts';
import { createAuthenticationLog } from '../storage/authentication-log.ts';
import { type BanStore, createBanStore } from '../storage/bans.ts';
import type { Database } from '../storage/database.ts';
import { openSqlite } from '../storage/dialects/sqlite.ts';
import { migrateUp } from '../storage/migrate.ts';
import { createRegulator, type RegulationRules, type Regulator } from './regulator.ts';

const minute = 60_000;
let database: Database;
let clock: FrozenClock;
let bans: BanStore;

beforeEach(async () => {
  database = openSqlite(':memory:');
  await migrateUp(database);
  clock = createFrozenClock();
  bans = createBanStore(database);
});
afterEach(() => database.close());

function regulatorWith(changes: Partial<RegulationRules> = {}): Regulator {
  const rules = {
    modes: ['user' as const],
    max_retries: 3,
    find_time: 2 * minute,
    ban_time: 5 * minute,
    ...changes,
  };
  return createRegulator({ rules, attempts: createAuthenticationLog(database), bans, clock, log: silentLog });
}

const attempt = (username = 'john', address: string | undefined = '203.0.113.1') => ({
  username,
  address,
  type: '1FA' as const,
  requestUri: '',
  requestMethod: '',
});
const right = () => Promise.resolve(true);
const wrong = () => Promise.resolve(false);

async function failTimes(
  regulator: Regulator,
  count: number,
  ...of: Parameters<typeof attempt>
): Promise<void> {
  for (let done = 0; done < count; done++) await regulator.attempt(attempt(...of), wrong);
}

test('three failures within find_time ban, the ban ends after ban_time', async () => {
  const regulator = regulatorWith();
  await failTimes(regulator, 3);
  expect(await regulator.attempt(attempt(), right)).toBe(false);
  clock.advance(5 * minute - 1);
  expect(await regulator.attempt(attempt(), right)).toBe(false);
  clock.advance(1);
  expect(await regulator.attempt(attempt(), right)).toBe(true);
});

test('failures further apart than find_time, or with a success between, do not ban', async () => {
  const regulator = regulatorWith();
  await failTimes(regulator, 2);
  clock.advance(2 * minute);
  await failTimes(regulator, 2);
  expect(await regulator.attempt(attempt(), right)).toBe(true);
  await failTimes(regulator, 2);
  expect(await regulator.attempt(attempt(), right)).toBe(true);
});

test('a banned attempt is not checked and does not lengthen the ban', async () => {
  const regulator = regulatorWith();
  await failTimes(regulator, 3);
  let checks = 0;
  for (let tries = 0; tries < 5; tries++) {
    clock.advance(minute - 1);
    await regulator.attempt(attempt(), () => Promise.resolve(++checks > 0));
  }
  expect(checks).toBe(0);
  clock.advance(5);
  expect(await regulator.attempt(attempt(), right)).toBe(true);
});

test('fifty guesses at once: no more are checked than make a ban', async () => {
  const regulator = regulatorWith();
  let checks = 0;
  await Promise.all([...Array(50)].map(() => regulator.attempt(attempt(), async () => ++checks < 0)));
  expect(checks).toBeLessThanOrEqual(3 + 2);
  expect(await regulator.attempt(attempt(), right)).toBe(false);
});

test('in mode user a flood of unknown names harms no one', async () => {
  const regulator = regulatorWith();
  await failTimes(regulator, 20, '');
  expect(await regulator.attempt(attempt('john'), right)).toBe(true);
});

test('in mode ip every name counts for the address, and rotating inside a /64 does not help', async () => {
  const regulator = regulatorWith({ modes: ['ip'] });
  await failTimes(regulator, 1, '', '2001:db8::1');
  await failTimes(regulator, 1, 'john', '2001:db8::2');
  await failTimes(regulator, 1, 'harry', '2001:db8::3');
  expect(await regulator.attempt(attempt('john', '2001:db8::4'), right)).toBe(false);
  expect(await regulator.attempt(attempt('john', '2001:db8:0:1::4'), right)).toBe(true);
});

test('an IPv4-mapped address is its IPv4 address', async () => {
  const regulator = regulatorWith({ modes: ['ip'] });
  await failTimes(regulator, 3, 'john', '::ffff:203.0.113.1');
  expect(await regulator.attempt(attempt('harry', '203.0.113.1'), right)).toBe(false);
});

test('max_retries 0 never bans, a ban made by hand holds all the same', async () => {
  const regulator = regulatorWith({ max_retries: 0 });
  await failTimes(regulator, 10);
  expect(await regulator.attempt(attempt(), right)).toBe(true);
  await bans.add('user', {
    subject: 'john',
    startedAtMs: 0,
    expiresAtMs: undefined,
    source: 'cli',
    reason: undefined,
  });
  expect(await regulator.attempt(attempt(), right)).toBe(false);
});

test('a directory that is away counts as no failure', async () => {
  const regulator = regulatorWith();
  const away = () => Promise.reject(new Error('away'));
  for (let tries = 0; tries < 5; tries++)
    await expect(regulator.attempt(attempt(), away)).rejects.toThrow('away');
  expect(await regulator.attempt(attempt(), right)).toBe(true);
});
