import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { type AuditRecord, createAuditLog } from '../../storage/audit-log.ts';
import { openStorage, type Storage } from '../../storage/open-storage.ts';
import { CommandError } from '../command-error.ts';
import { run } from '../run.ts';
import { auditList } from './audit-list.ts';

const encryptionKey = 'a key of more than twenty';
const nowMs = Date.UTC(2026, 0, 31, 12);
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
let folder: TemporaryFolder;
let storage: Storage;

beforeEach(async () => {
  folder = await createTemporaryFolder('audit');
  const config = { local: { path: join(folder.path, 'db.sqlite3') }, encryption_key: encryptionKey };
  storage = await openStorage(config, { random: systemRandom, log: silentLog });
  const audit = createAuditLog(storage.database);
  await audit.append(record({ timeMs: nowMs - 7_200_000, kind: 'sign-in', details: { method: 'pwd' } }));
  await audit.append(
    record({ timeMs: nowMs - 60_000, kind: 'webauthn-added', details: { name: 'Key\u001b[2J\nx' } }),
  );
  await audit.append(record({ timeMs: nowMs, username: 'harry', isSuccessful: false, actor: 'admin' }));
});
afterEach(async () => {
  await storage.database.close();
  await folder.remove();
});

function record(changes: Partial<AuditRecord>): AuditRecord {
  return {
    timeMs: nowMs,
    kind: 'session-ended',
    username: 'john',
    actor: undefined,
    isSuccessful: true,
    address: '203.0.113.7',
    userAgent: firefox,
    requestId: 'id-1',
    details: {},
    ...changes,
  };
}

async function list(...args: string[]): Promise<string> {
  let stdout = '';
  const io = {
    stdout: (text: string) => {
      stdout += text;
    },
    stderr: () => undefined,
    environment: {},
    workingDirectory: folder.path,
  };
  const flags = ['--sqlite.path', 'db.sqlite3', '--encryption-key', encryptionKey];
  expect(await auditList(() => nowMs)([...args, ...flags], io)).toBe(0);
  return stdout;
}

test('the newest comes first, in a table that no name can garble', async () => {
  expect((await list()).split('\n').map((line) => line.trimEnd())).toEqual([
    'Time                Kind           Username By    Result  IP          Device           Details',
    '2026-01-31 12:00:00 session-ended  harry    admin failure 203.0.113.7 Firefox on Linux',
    '2026-01-31 11:59:00 webauthn-added john           success 203.0.113.7 Firefox on Linux name=Key\ufffd[2J\ufffdx',
    '2026-01-31 10:00:00 sign-in        john           success 203.0.113.7 Firefox on Linux method=pwd',
    '',
  ]);
});

test.each([
  [
    ['--user', 'john'],
    ['webauthn-added', 'sign-in'],
  ],
  [['--kind', 'sign-in'], ['sign-in']],
  [
    ['--since', '1h'],
    ['session-ended', 'webauthn-added'],
  ],
  [['--since', '2026-01-31T11:59:30Z'], ['session-ended']],
  [['--since', '2026-01-31T11:59:30'], ['session-ended']],
  [['--since', '2026-02-01'], []],
  [['--limit', '1', '--user', 'john'], ['webauthn-added']],
])('%j narrows the list', async (args, kinds) => {
  const lines = (await list('--json', ...args)).split('\n').filter((line) => line !== '');
  expect(lines.map((line) => JSON.parse(line).kind)).toEqual(kinds);
});

test('as JSON each line is one whole record', async () => {
  const [first = ''] = (await list('--json')).split('\n');
  expect(JSON.parse(first)).toEqual({
    time: '2026-01-31T12:00:00.000Z',
    kind: 'session-ended',
    username: 'harry',
    by: 'admin',
    successful: false,
    remote_ip: '203.0.113.7',
    user_agent: firefox,
    request_id: 'id-1',
    details: {},
  });
});

test.each([
  ['--since', 'yesterday'],
  ['--since', '2026-99-99'],
  ['--limit', '0'],
  ['--limit', 'all'],
  ['john', '--json'],
])('%s %s is told as wrong', async (...args) => {
  await expect(list(...args)).rejects.toThrow(CommandError);
});

test('nobody is told in words, and the command stands in the help', async () => {
  expect(await list('--user', 'nobody')).toBe('No results.\n');
  let help = '';
  const io = {
    stdout: (text: string) => {
      help += text;
    },
    stderr: () => undefined,
    environment: {},
    workingDirectory: folder.path,
  };
  await run(['--help'], io);
  expect(help).toContain('audit list');
});
