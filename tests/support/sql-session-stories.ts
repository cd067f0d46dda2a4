import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/lib/clock.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { describeSessionStore } from '../../src/session/store.contract.ts';
import type { SessionStore } from '../../src/session/store.ts';
import { createSqlSessionStore } from '../../src/session/stores/sql.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrateUp } from '../../src/storage/migrate.ts';
import { createSharedSessions } from '../../src/storage/shared-sessions.ts';
import { createFrozenClock, type FrozenClock } from './frozen-clock.ts';
import { cookieDomain, cookieHeaderOf, minute, signInOfJohn } from './session-fixtures.ts';
import { createSessionWorld } from './session-world.ts';

const domain = cookieDomain();
const countsAsActivity = { countsAsActivity: true };

/** A store over a database, which it closes. */
export function openSqlStore(database: Database, clock: Clock): SessionStore {
  const store = createSqlSessionStore({
    shared: createSharedSessions(database),
    secret: 'the secret',
    clock,
    random: systemRandom,
  });
  return { ...store, close: () => database.close() };
}

/** What sessions in a database must do with a real server; `open` gives the same database each time, over connections of its own. */
export function tellSqlSessionStories(name: string, open: () => Database): void {
  let database: Database;
  let otherDatabase: Database;
  beforeAll(async () => {
    [database, otherDatabase] = [open(), open()];
    await migrateUp(database);
  });
  afterAll(async () => {
    await database.close();
    await otherDatabase.close();
  });
  const storeOver = (over: Database, clock: Clock): SessionStore => ({
    ...openSqlStore(over, clock),
    close: () => Promise.resolve(),
  });

  describeSessionStore(`sql on ${name}`, async (clock) => {
    await database.kysely.deleteFrom('sessions').execute();
    return storeOver(database, clock);
  });

  describe(`two instances over one ${name}`, () => {
    const startInstance = (clock: FrozenClock, over: Database) =>
      createSessionWorld({
        clock,
        store: storeOver(over, clock),
        secret: 'the secret',
        refreshInterval: 5 * minute,
      });
    async function startTwo() {
      const clock = createFrozenClock();
      const [one, two] = [startInstance(clock, database), startInstance(clock, otherDatabase)];
      return { clock, one, two, cookie: await one.signInJohn(domain) };
    }

    test('a session of one is a session of the other; what one ends is over for both at once', async () => {
      const { one, two, cookie } = await startTwo();
      expect((await two.sessions.find(domain, [cookie], countsAsActivity))?.session.username).toBe('john');
      await two.sessions.signOut(domain, [cookie]);
      expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeUndefined();

      const again = await one.signInJohn(domain);
      const found = await two.sessions.find(domain, [again], countsAsActivity);
      if (found === undefined) throw new Error('no session');
      const raised = await two.sessions.raise(domain, found, { methods: ['otp'] });
      expect(await one.sessions.find(domain, [again], countsAsActivity)).toBeUndefined();
      const cookieAfter = cookieHeaderOf(raised?.setCookie ?? '');
      expect((await one.sessions.find(domain, [cookieAfter], countsAsActivity))?.session).toEqual(
        raised?.session,
      );
      expect(await one.sessions.endAll('john')).toBe(1);
      expect(await two.sessions.find(domain, [cookieAfter], countsAsActivity)).toBeUndefined();
    });

    test('attacks.md: in a race of requests, raises and one revocation, nothing comes back', async () => {
      for (let round = 0; round < 20; round++) {
        const { clock, one, two, cookie } = await startTwo();
        const found = await one.sessions.find(domain, [cookie], countsAsActivity);
        if (found === undefined) throw new Error('no session');
        clock.advance(4 * minute);
        const cookies = [cookie];
        const raise = async ({ sessions }: typeof one) => {
          const raised = await sessions.raise(domain, found, { methods: ['otp'] });
          if (raised !== undefined) cookies.push(cookieHeaderOf(raised.setCookie));
        };
        const ask = ({ sessions }: typeof one) => sessions.find(domain, [cookie], countsAsActivity);
        const work: (() => Promise<unknown>)[] = [
          ...Array.from({ length: 10 }, (_, index) => () => ask(index % 2 === 0 ? one : two)),
          () => raise(one),
          () => raise(two),
          () => one.sessions.flushActivity(),
        ];
        const revoke = async () => {
          await two.sessions.endAll('john');
        };
        work.splice(round % work.length, 0, revoke);
        await Promise.all(work.map((run) => run()));
        for (const { sessions } of [one, two]) {
          for (const each of cookies) {
            expect(await sessions.find(domain, [each], countsAsActivity)).toBeUndefined();
          }
        }
        expect(await one.store.findByUser('john')).toEqual([]);
      }
    });

    test('attacks.md: 200 parallel requests of one session all find it, on both, while its details are refreshed', async () => {
      const { clock, one, two, cookie } = await startTwo();
      clock.advance(5 * minute);
      one.users.set('john', signInOfJohn({ groups: ['new'] }));
      two.users.set('john', signInOfJohn({ groups: ['new'] }));
      const burst = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          (index % 2 === 0 ? one : two).sessions.find(domain, [cookie], countsAsActivity),
        ),
      );
      for (const found of burst) expect(found?.session.groups).toEqual(['new']);
    });

    test('batches of activity and revocations that cross do each other no harm', async () => {
      const { clock, one, two } = await startTwo();
      await one.sessions.endAll('john');
      const keys = Array.from({ length: 300 }, (_, index) => `key${index}`);
      const world = { ...signInOfJohn(), id: 'id', signInId: 'id', cookieDomain: 'example.com' };
      const times = { signedInAtMs: clock.now(), firstFactorAtMs: clock.now(), refreshedAtMs: clock.now() };
      for (const key of keys) {
        await one.store.save(
          key,
          {
            ...world,
            ...times,
            secondFactorAtMs: undefined,
            isRemembered: false,
            lastActivityAtMs: clock.now(),
          },
          clock.now() + minute,
        );
      }
      const seen = (order: readonly string[]) =>
        new Map(order.map((key) => [key, { atMs: clock.now() + 1, address: '203.0.113.1' }]));
      await Promise.all([
        one.store.touch(seen(keys)),
        two.store.touch(seen(keys.toReversed())),
        one.store.removeByUser('john', keys.slice(0, 100)),
        two.store.removeByUser('john', keys.slice(50, 150)),
        ...keys.slice(60, 80).map((key) => two.store.remove(key)),
      ]);
      const left = (await one.store.findByUser('john')).map(({ key }) => key).toSorted();
      expect(left).toEqual([...keys.slice(50, 60), ...keys.slice(80, 100)].toSorted());
    });

    test('nothing of a user and no cookie can be read in the database', async () => {
      const { one } = await startTwo();
      const issued = await one.sessions.signIn(domain, [], {
        ...signInOfJohn({
          username: 'seraphina',
          displayName: 'Seraphina Picquery',
          emails: ['picquery@macusa.test'],
          groups: ['presidents'],
        }),
        origin: { address: '203.0.113.77', rawUserAgent: '' },
      });
      const rows = await database.kysely.selectFrom('sessions').selectAll().execute();
      const text = rows
        .map((row) => `${JSON.stringify(row)}${Buffer.from(row.sealed).toString('latin1')}`)
        .join('\n');
      const value = cookieHeaderOf(issued.setCookie).split('=')[1] ?? '';
      for (const word of ['seraphina', 'icquery', 'macusa', 'presidents', 'pwd', '203.0.113.77', value]) {
        expect(text).not.toContain(word);
      }
    });

    test('a record that was copied or changed in the database opens no door', async () => {
      const { one, cookie } = await startTwo();
      const other = await one.signInJohn(domain, { username: 'mallory' });
      const { kysely } = database;
      const rowOf = async (username: string) => {
        const key = (await one.store.findByUser(username)).at(-1)?.key ?? '';
        const row = await kysely
          .selectFrom('sessions')
          .selectAll()
          .where('session_key', '=', key)
          .executeTakeFirstOrThrow();
        return row;
      };
      const mallory = await rowOf('mallory');
      const john = await kysely
        .selectFrom('sessions')
        .selectAll()
        .where('id', '<', mallory.id)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
      await kysely
        .updateTable('sessions')
        .set({ sealed: john.sealed })
        .where('id', '=', mallory.id)
        .execute();
      expect(await one.sessions.find(domain, [other], countsAsActivity)).toBeUndefined();
      await kysely
        .updateTable('sessions')
        .set({ cookie_domain: 'example.org' })
        .where('id', '=', john.id)
        .execute();
      expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeUndefined();
    });
  });
}
