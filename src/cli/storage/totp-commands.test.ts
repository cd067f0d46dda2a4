import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { openStorage, type Storage } from '../../storage/open-storage.ts';
import { createTotpConfigurations, type TotpConfigurations } from '../../storage/totp-configurations.ts';
import { run } from '../run.ts';

const encryptionKey = 'a key of more than twenty';
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
let folder: string;
let path: string;
let storage: Storage;
let configurations: TotpConfigurations;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-totp-'));
  path = join(folder, 'db.sqlite3');
  storage = await openStorage(
    { local: { path }, encryption_key: encryptionKey },
    { random: systemRandom, log: silentLog },
  );
  configurations = createTotpConfigurations(storage);
});
afterEach(async () => {
  await storage.database.close();
  rmSync(folder, { recursive: true });
});

async function execute(words: string, ...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const all = [...words.split(' '), ...args, '--sqlite.path', path, '--encryption-key', encryptionKey];
  const code = await run(['storage', 'user', 'totp', ...all], {
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

test('generate makes a secret, prints its URL and draws its QR code; nothing is replaced by accident', async () => {
  const made = await execute('generate', 'john', '--digits', '8', '--path', 'john.png');
  expect(made.stdout).toMatch(
    /^john has new one-time passwords: otpauth:\/\/totp\/Authelia:john\?.*&digits=8&/,
  );
  expect(readFileSync(join(folder, 'john.png')).subarray(1, 4).toString()).toBe('PNG');
  expect(statSync(join(folder, 'john.png')).mode & 0o777).toBe(0o600);
  const kept = await configurations.find('john');
  expect(kept).toMatchObject({ algorithm: 'SHA1', digits: 8, period: 30, issuer: 'Authelia' });
  expect(kept?.secret).toHaveLength(32);
  const again = await execute('generate', 'john');
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('--force')]);
  expect((await execute('generate', 'john', '--force', '--secret', secret)).stdout).toContain(secret);
  expect((await configurations.find('john'))?.secret.toString()).toBe('12345678901234567890');
});

test.each([
  [[]],
  [['john', 'harry']],
  [['john', '--algorithm', 'MD5']],
  [['john', '--digits', '7']],
  [['john', '--period', '14']],
  [['john', '--secret', 'not base32!']],
  [['john', '--secret-size', '19']],
])('generate %j is told as a mistake, and nothing is kept', async (args) => {
  expect(await execute('generate', ...args)).toMatchObject({ code: 2, stdout: '' });
  expect(await configurations.list()).toEqual([]);
});

test('delete removes what is there, once', async () => {
  await execute('generate', 'john');
  expect((await execute('delete', 'john')).code).toBe(0);
  expect(await configurations.has('john')).toBe(false);
  expect((await execute('delete', 'john')).code).toBe(1);
});

test('what was exported is imported as it was', async () => {
  await execute('generate', 'john', '--algorithm', 'SHA512', '--period', '60');
  await execute('generate', 'jöhn, "the" other');
  const all = await configurations.list();
  expect((await execute('export')).code).toBe(0);
  const file = join(folder, 'authelia.export.totp.yml');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await execute('export')).stderr).toContain('already');
  await execute('delete', 'john');
  expect((await execute('import', file)).stdout).toContain('2 users');
  expect(await configurations.list()).toEqual(all);
});

test('a file of Authelia is read: its secrets are the Base64 of Base32', async () => {
  const entry = {
    created_at: '2026-01-02T03:04:05Z',
    last_used_at: null,
    username: 'john',
    issuer: 'Authelia',
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: Buffer.from(secret).toString('base64'),
  };
  const file = join(folder, 'in.yml');
  writeFileSync(file, JSON.stringify({ totp_configurations: [entry] }));
  expect((await execute('import', file)).code).toBe(0);
  expect((await configurations.find('john'))?.secret.toString()).toBe('12345678901234567890');
  writeFileSync(file, JSON.stringify({ totp_configurations: [{ ...entry, username: 'harry' }, {}] }));
  expect((await execute('import', file)).code).toBe(1);
  expect(await configurations.has('harry')).toBe(false);
});

test('the other forms of export: CSV, pictures, URLs', async () => {
  expect((await execute('export uri')).code).toBe(1);
  await execute('generate', 'a/b, c', '--secret', secret);
  await execute('export csv', '--file', 'out.csv');
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe(
    `issuer,username,algorithm,digits,period,secret\nAuthelia,"a/b, c",SHA1,6,30,${secret}\n`,
  );
  await execute('export png', '--directory', 'pictures');
  expect(
    readFileSync(join(folder, 'pictures', 'a%2Fb%2C%20c.png'))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect((await execute('export uri')).stdout).toMatch(/^otpauth:\/\/totp\/Authelia:a%2Fb%2C%20c\?.*\n$/);
});
