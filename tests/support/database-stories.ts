import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { createBanStore } from '../../src/storage/bans.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrateUp } from '../../src/storage/migrate.ts';
import { type DatabaseConfig, openDatabase } from '../../src/storage/open-storage.ts';
import { createCollectingLog } from './collecting-log.ts';
import type { DatabaseServer } from './database-server.ts';
import { createFrozenClock } from './frozen-clock.ts';
import { people } from './people.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { startTestGatehouse } from './test-gatehouse.ts';
import { createTestingIo } from './testing-io.ts';

/** What the stories need of an engine. */
export interface EngineOfStories {
  readonly server: () => DatabaseServer;
  /** The signal that ends the server without a farewell. */
  readonly killedBy: NodeJS.Signals;
  /** The configuration of a database on that server. */
  readonly config: (server: DatabaseServer, differences: { readonly timeout?: number }) => DatabaseConfig;
  /** `storage.postgres` or `storage.mysql` as an operator writes it. */
  readonly written: (server: DatabaseServer) => Readonly<Record<string, unknown>>;
  /** An expression whose value comes after half a minute. */
  readonly sleep: string;
}

/** What every database on a server must do, besides what every database must do. */
export function tellDatabaseStories({ server, killedBy, config, written, sleep }: EngineOfStories): void {
  const opened: Database[] = [];
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });
  const open = (differences: { readonly timeout?: number } = {}) => {
    const { log, lines } = createCollectingLog();
    const database = openDatabase(config(server(), differences), { log });
    opened.push(database);
    return { database, lines };
  };

  test('a server that is killed is told once, and is used again when it is back', async () => {
    const { database, lines } = open({ timeout: 2000 });
    await migrateUp(database);
    const list = () => createBanStore(database).list('user', 0);
    expect(await list()).toEqual([]);
    await server().stop(killedBy);
    for (let tries = 0; tries < 3; tries++) {
      await expect(list()).rejects.toMatchObject({ code: 'storage-unavailable' });
    }
    await server().start();
    await expect.poll(list, { timeout: 20_000 }).toEqual([]);
    expect(lines.map(({ level, msg }) => `${level}: ${msg}`)).toEqual([
      'error: the storage is lost: what needs it is refused until it is back',
      'info: the storage is back',
    ]);
  });

  test('a statement without an answer ends with the timeout, and others go on', async () => {
    const { database } = open({ timeout: 300 });
    await expect(sql`select ${sql.raw(sleep)}`.execute(database.kysely)).rejects.toMatchObject({
      code: 'storage-unavailable',
      detail: expect.stringContaining('it does not answer in time'),
    });
    const next = () => sql`select 1 as one`.execute(database.kysely).then(({ rows }) => rows);
    await expect.poll(next, { timeout: 20_000 }).toEqual([{ one: 1 }]);
  });

  test('more than the pool holds at once are served in turn', async () => {
    const { database } = open();
    const ask = async () => (await sql`select 1 as one`.execute(database.kysely)).rows;
    const all = await Promise.all(Array.from({ length: 50 }, ask));
    expect(all).toEqual(Array.from({ length: 50 }, () => [{ one: 1 }]));
  });

  test('a ban survives a restart, and the commands see it', async () => {
    await using world = await createWorld(written(server()));
    await world.start();
    for (let tries = 0; tries < 3; tries++) await world.signIn('not it');
    await world.stop();
    await world.start();
    expect((await world.signIn(people.john.password)).status).toBe(401);
    const bans = await world.execute('storage bans user list');
    expect(bans).toMatch(/john.* regulation/);
    expect(await world.execute('storage schema-info')).toContain('Schema Encryption Key: valid');
    expect(await world.execute('storage bans user revoke john')).toContain('SUCCESS');
    expect((await world.signIn(people.john.password)).status).toBe(200);
  });
}

async function createWorld(engine: Readonly<Record<string, unknown>>) {
  const folder = await createTemporaryFolder('database');
  const clock = createFrozenClock(Date.now());
  let running: Awaited<ReturnType<typeof startTestGatehouse>> | undefined;
  const stop = async () => {
    await running?.close();
    running = undefined;
  };
  const configuration = {
    storage: { encryption_key: 'a key of twenty characters', ...engine },
    access_control: { default_policy: 'one_factor' },
    session: { cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }] },
  };
  return {
    async start() {
      running = await startTestGatehouse({ folder: folder.path, clock, configuration });
    },
    stop,
    signIn: (password: string) =>
      fetch(`http://127.0.0.1:${running?.port}/api/firstfactor`, {
        method: 'POST',
        body: JSON.stringify({ username: people.john.username, password }),
        headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'auth.example.com' },
      }),
    async execute(words: string) {
      const { io, written } = createTestingIo();
      await run([...words.split(' '), '-c', join(folder.path, 'configuration.yml')], io);
      return `${written.out}${written.err}`;
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await folder.remove();
    },
  };
}
