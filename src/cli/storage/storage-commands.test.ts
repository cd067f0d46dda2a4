import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { type BanStore, createBanStore } from '../../storage/bans.ts';
import { openStorage, type Storage } from '../../storage/open-storage.ts';
import { run } from '../run.ts';

const encryptionKey = 'a key of more than twenty';
let folder: string;
let path: string;
let storage: Storage;
let bans: BanStore;

// Held open all the while, as by a Gatehouse that serves.
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-storage-'));
  path = join(folder, 'db.sqlite3');
  storage = await openStorage(
    { local: { path }, encryption_key: encryptionKey },
    { random: systemRandom, log: silentLog },
  );
  bans = createBanStore(storage.database);
});
afterEach(async () => {
  await storage.database.close();
  rmSync(folder, { recursive: true });
});

async function executeBare(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await run(args, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    environment: {},
    workingDirectory: folder,
  });
  return { code, stdout, stderr };
}
const execute = (words: string, ...args: string[]) =>
  executeBare(...words.split(' '), ...args, '--sqlite.path', path, '--encryption-key', encryptionKey);

describe.each(['user', 'ip'] as const)('bans of kind %s', (kind) => {
  const subject = kind === 'user' ? 'john' : '203.0.113.7';

  test('an empty list says so', async () => {
    expect(await execute(`storage bans ${kind} list`)).toEqual({
      code: 0,
      stdout: 'No results.\n',
      stderr: '',
    });
  });

  test('a ban that was added holds at once, is listed, and is revoked by its subject', async () => {
    const added = await execute(`storage bans ${kind} add`, subject, '--reason', 'guesses', '-d', '2 hours');
    expect(added.stdout).toMatch(
      /^Successfully banned (user|IP) '.+' until '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ'\.\n$/,
    );
    const nowMs = Date.now();
    const ban = await bans.find(kind, subject, nowMs);
    expect(ban).toMatchObject({ source: 'cli', reason: 'guesses' });
    expect((ban?.expiresAtMs ?? 0) - (ban?.startedAtMs ?? 0)).toBe(7_200_000);
    const [heading, row] = (await execute(`storage bans ${kind} list`)).stdout.split('\n');
    expect(heading).toMatch(/^ID (Username|IP) +Expires +Source Reason$/);
    expect(row).toMatch(/^1 +\S+ +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d cli +guesses$/);
    const revoked = await execute(`storage bans ${kind} revoke`, subject);
    expect(revoked.stdout).toMatch(/^ID .+ Result +Information\n1 .+ SUCCESS N\/A\n$/);
    expect(await bans.find(kind, subject, nowMs)).toBeUndefined();
  });

  test('a permanent ban never expires, and is revoked by its number but once', async () => {
    expect((await execute(`storage bans ${kind} add`, subject, '--permanent')).stdout).toContain(
      'permanently.\n',
    );
    expect((await execute(`storage bans ${kind} list`)).stdout).toMatch(/ never +cli\n$/);
    expect((await execute(`storage bans ${kind} revoke`, '--id', '1')).stdout).toContain(' SUCCESS ');
    expect((await execute(`storage bans ${kind} revoke`, '-i', '1')).stdout).toContain(
      ' SKIPPED Ban has already been revoked',
    );
  });

  test.each([
    ['add', [], 2],
    ['add', [subject, 'another'], 2],
    ['add', [subject, '--duration', 'for ever'], 2],
    ['add', [subject, '--duration', '0'], 2],
    ['add', [subject, '--reason', 'x'.repeat(101)], 2],
    ['revoke', [], 2],
    ['revoke', [subject], 1],
    ['revoke', ['--id', '99'], 1],
    ['revoke', ['--id', 'one'], 1],
  ])('%s %j is told as a mistake', async (verb, args, code) => {
    const told = await execute(`storage bans ${kind} ${verb}`, ...args);
    expect(told).toMatchObject({ code, stdout: '' });
    expect(told.stderr).not.toBe('');
  });
});

test('an IPv6 address is banned as its /64, an IPv4-mapped one as IPv4; what is no address is refused', async () => {
  await execute('storage bans ip add', '2001:db8::1', '-p');
  await execute('storage bans ip add', '::ffff:203.0.113.9', '-p');
  expect((await bans.list('ip', Date.now())).map(({ subject }) => subject)).toEqual([
    '2001:db8::/64',
    '203.0.113.9',
  ]);
  expect((await execute('storage bans ip revoke', '2001:db8::2')).stdout).toContain(' SUCCESS ');
  expect((await execute('storage bans ip add', 'nonsense')).stderr).toContain('invalid IP address: nonsense');
});

test('schema-info and encryption check tell of the key', async () => {
  expect((await execute('storage schema-info')).stdout).toMatch(
    /^Schema Version: \d{4}-[a-z-]+\nSchema Upgrade Available: no\nSchema Tables: .*authentication_logs, .*banned_ip, banned_user, .*encryption, .*\nSchema Encryption Key: valid\n$/,
  );
  expect((await execute('storage encryption check')).stdout).toBe(
    'Storage Encryption Key Validation: SUCCESS\n',
  );
  const other = ['--sqlite.path', path, '--encryption-key', 'another key of twenty'];
  expect(await executeBare('storage', 'encryption', 'check', ...other)).toMatchObject({
    code: 1,
    stdout: 'Storage Encryption Key Validation: FAILURE\n',
  });
  const refused = await executeBare('storage', 'bans', 'user', 'list', ...other);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('another encryption key');
});

test('another key is sealed with, and is the only one from then on', async () => {
  const to = 'another key of twenty';
  expect(await execute('storage encryption change-key')).toMatchObject({ code: 2 });
  expect(await execute('storage encryption change-key', '--new-encryption-key', 'short')).toMatchObject({
    code: 2,
  });
  expect(await execute('storage encryption change-key', '--new-encryption-key', encryptionKey)).toMatchObject(
    {
      code: 2,
    },
  );
  const told = await execute('storage encryption change-key', '--new-encryption-key', to);
  expect(told).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Sealed \d+ values/) });
  expect(told.stdout + told.stderr).not.toContain(to);
  expect((await execute('storage encryption check')).stdout).toContain('FAILURE');
  const withNew = ['--sqlite.path', path, '--encryption-key', to];
  expect((await executeBare('storage', 'encryption', 'check', ...withNew)).stdout).toContain('SUCCESS');
});

test('a secret of digests is made anew by the next start', async () => {
  const { kysely } = storage.database;
  await kysely
    .insertInto('encryption')
    .values({ name: 'hmac_key_otc', value: new Uint8Array(1) })
    .execute();
  expect((await execute('storage encryption rotate hmac otc')).stdout).toContain('makes a new secret');
  const names = await kysely.selectFrom('encryption').select('name').execute();
  expect(names.map(({ name }) => name)).toEqual(['check']);
});

test('flags of two engines, or values that cannot be, are mistakes of the command line', async () => {
  const key = ['--encryption-key', encryptionKey];
  const both = await executeBare(
    'storage',
    'schema-info',
    '--sqlite.path',
    path,
    '--mysql.address',
    'x',
    ...key,
  );
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be given together') });
  const wrong = await executeBare('storage', 'schema-info', '--postgres.address', 'ftp://x', ...key);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--postgres.address') });
});

test('migrations go up and down, and nothing is lost by accident', async () => {
  expect((await execute('storage migrate history')).stdout).toMatch(
    /^Migration History:\n\nStep +Taken\n0001-regulation +\d{4}-/,
  );
  expect((await execute('storage migrate list-up')).stdout).toBe('No Migrations Available\n');
  expect((await execute('storage migrate up')).code).toBe(1);
  expect((await execute('storage migrate down', '--target', '0')).code).toBe(2);
  expect((await execute('storage migrate down', '--target', 'unknown', '--destroy-data')).code).toBe(2);
  expect((await execute('storage migrate down', '--target', '0', '--destroy-data')).stdout).toMatch(
    /^Undone: (\d{4}-[a-z-]+, )*0001-regulation\n$/,
  );
  expect((await execute('storage bans user list')).stderr).toContain('storage migrate up');
  expect((await execute('storage migrate list-up')).stdout).toContain('0001-regulation');
  expect((await execute('storage migrate up')).stdout).toMatch(
    /^Taken: 0001-regulation(, \d{4}-[a-z-]+)*\n$/,
  );
});

test('a file that does not exist is not made', async () => {
  const missing = join(folder, 'missing.sqlite3');
  const told = await executeBare(
    'storage',
    'bans',
    'user',
    'list',
    '--sqlite.path',
    missing,
    '--encryption-key',
    encryptionKey,
  );
  expect(told).toMatchObject({ code: 1, stdout: '' });
  expect(told.stderr).toContain(missing);
});

test('without flags the configuration says where the storage is, and a wrong one is told', async () => {
  const told = await executeBare('storage', 'bans', 'user', 'list', '--config', join(folder, 'none.yml'));
  expect(told).toMatchObject({ code: 1, stdout: '' });
  expect((await executeBare('storage', 'bans', 'user', 'list', '--unknown')).code).toBe(2);
  expect((await executeBare('storage', 'bans', 'user', 'add', '--help')).stdout).toContain('--permanent');
});
