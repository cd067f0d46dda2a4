import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFrozenClock } from '../support/frozen-clock.ts';
import { people } from '../support/people.ts';
import { startTestGatehouse, type TestGatehouse } from '../support/test-gatehouse.ts';

const { john } = people;
const key = 'a key of twenty characters';
const clock = createFrozenClock();
let folder: string;
let path: string;
let running: TestGatehouse | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-storage-'));
  path = join(folder, 'db.sqlite3');
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(folder, { recursive: true });
});

const start = async (storage: Record<string, unknown> = { local: { path }, encryption_key: key }) => {
  running = await startTestGatehouse({
    folder,
    clock,
    configuration: {
      storage,
      access_control: { default_policy: 'one_factor' },
      session: { cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }] },
    },
  });
  return running;
};
const stop = async () => {
  await running?.close();
  running = undefined;
};
const signIn = (password: string) =>
  fetch(`http://127.0.0.1:${running?.port}/api/firstfactor`, {
    method: 'POST',
    body: JSON.stringify({ username: john.username, password }),
    headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'auth.example.com' },
  });

test('a ban survives a restart', async () => {
  await start();
  for (let tries = 0; tries < 3; tries++) await signIn('not it');
  await stop();
  await start();
  expect((await signIn(john.password)).status).toBe(401);
});

test('another encryption key does not start, and the database is left as it is', async () => {
  await start();
  await stop();
  const refused = start({ local: { path }, encryption_key: 'another key of twenty' });
  await expect(refused).rejects.toMatchObject({ code: 'storage-key-wrong' });
  await expect(start()).resolves.toBeDefined();
});

test("Authelia's own database is not touched: a file beside it is used, with the same configuration", async () => {
  const authelia = new DatabaseSync(path);
  authelia.exec('CREATE TABLE migrations (id INTEGER); CREATE TABLE authentication_logs (id INTEGER)');
  authelia.close();
  await start();
  for (let tries = 0; tries < 3; tries++) await signIn('not it');
  await stop();
  await start();
  expect((await signIn(john.password)).status).toBe(401);
  expect(existsSync(`${path}.gatehouse`)).toBe(true);
  const after = new DatabaseSync(path);
  expect(after.prepare('SELECT name FROM sqlite_schema').all()).toHaveLength(2);
  expect(after.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
  after.close();
});

test('a database of a newer version does not start', async () => {
  await start();
  await stop();
  const database = new DatabaseSync(path);
  database.exec(
    "INSERT INTO gatehouse_migration (name, timestamp) VALUES ('9999-later', '2099-01-01T00:00:00.000Z')",
  );
  database.close();
  await expect(start()).rejects.toMatchObject({ detail: expect.stringContaining('newer version') });
});

test('a storage that fails while serving lets nobody in: 503, and a clear line in the log', async () => {
  const gatehouse = await start();
  const database = new DatabaseSync(path);
  database.exec('DROP TABLE banned_user');
  database.close();
  const answer = await signIn(john.password);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toBe('{"status":"KO","message":"The storage is not available."}');
  expect(gatehouse.log()).toContain(`SQLite file ${path}: no such table: banned_user`);
});

test('a database server that is away at start is told without its password, and nothing starts', async () => {
  const refused = start({
    encryption_key: key,
    postgres: {
      address: 'tcp://127.0.0.1:1',
      database: 'authelia',
      username: 'authelia',
      password: 'a secret of the database',
    },
  });
  const error: unknown = await refused.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'storage-unavailable' });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('a secret of the database');
});
