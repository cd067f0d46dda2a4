import { expect, test } from 'vitest';
import { createFrozenClock } from '../../../tests/support/frozen-clock.ts';
import { hour, sessionOfJohn } from '../../../tests/support/session-fixtures.ts';
import type { Clock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import type { Database } from '../../storage/database.ts';
import { openSqlite } from '../../storage/dialects/sqlite.ts';
import { createKeptSessions } from '../../storage/kept-sessions.ts';
import { migrateUp } from '../../storage/migrate.ts';
import { createSharedSessions } from '../../storage/shared-sessions.ts';
import { describeSessionStore } from '../store.contract.ts';
import { createDurableSessionStore } from './durable.ts';
import { createSqlSessionStore } from './sql.ts';

// The servers it is for run the same suite in tests/environments/{postgres,mariadb}.
describeSessionStore('sql', async (clock) => {
  const { database, store } = await open(clock);
  return { ...store, close: () => database.close() };
});

async function open(clock: Clock, secret = 'the secret') {
  const database = openSqlite(':memory:');
  await migrateUp(database);
  return { database, store: openStore(database, clock, secret) };
}

function openStore(database: Database, clock: Clock, secret = 'the secret') {
  return createSqlSessionStore({
    shared: createSharedSessions(database),
    secret,
    clock,
    random: systemRandom,
  });
}

test('what was kept of sessions in memory is there, and the other way round', async () => {
  const clock = createFrozenClock();
  const { database, store } = await open(clock);
  const openMemory = () =>
    createDurableSessionStore({
      kept: createKeptSessions(database),
      secret: 'the secret',
      clock,
      random: systemRandom,
      log: silentLog,
    });
  const memory = openMemory();
  const session = sessionOfJohn(clock.now(), { lastSeenAddress: '203.0.113.1' });
  await memory.save('k1', session, clock.now() + hour);
  await memory.close();
  expect(await store.load('k1')).toEqual(session);
  await store.touch(new Map([['k1', { atMs: clock.now() + 5, address: '203.0.113.2' }]]));
  const later = { ...session, lastActivityAtMs: clock.now() + 5 };
  const again = openMemory();
  expect(await again.load('k1')).toEqual(later);
  await again.touch(new Map([['k1', { atMs: clock.now() + 6, address: '203.0.113.3' }]]));
  await again.close();
  expect(await store.load('k1')).toMatchObject({ lastSeenAddress: '203.0.113.3' });
  await database.close();
});

test('a secret of another instance neither finds nor harms sessions', async () => {
  const clock = createFrozenClock();
  const { database, store } = await open(clock);
  const stranger = openStore(database, clock, 'another secret');
  await store.save('k1', sessionOfJohn(clock.now()), clock.now() + hour);
  expect(await stranger.load('k1')).toBeUndefined();
  expect(await stranger.findByUser('john')).toEqual([]);
  expect(await stranger.removeByUser('john')).toBe(0);
  expect(await store.load('k1')).toBeDefined();
  await database.close();
});
