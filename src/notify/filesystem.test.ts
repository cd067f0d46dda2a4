import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { codeMessage, linkMessage, recipientJohn } from '../../tests/support/mail-fixtures.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../tests/support/temporary-folder.ts';
import { silentLog } from '../lib/log.ts';
import { createNotifier } from './create-notifier.ts';
import { createFileTransport } from './filesystem.ts';
import { createMailWriter } from './templates/create-mail-writer.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await createTemporaryFolder('mails');
});
afterAll(() => folder.remove());

function notifierTo(filename: string) {
  return createNotifier({
    writer: createMailWriter({ subject: '{title}' }),
    transport: createFileTransport({ filename, clock: createFrozenClock() }),
    log: silentLog,
  });
}

test('the file holds the last mail, for its owner alone; the check makes folder and file', async () => {
  const filename = join(folder.path, 'deep', 'down', 'messages.txt');
  const notifier = notifierTo(filename);
  await notifier.check();
  expect(await readFile(filename, 'utf8')).toBe('');
  expect((await stat(filename)).mode & 0o777).toBe(0o600);
  await notifier.send(recipientJohn, codeMessage);
  await notifier.send({ ...recipientJohn, displayName: 'John\nSubject: owned' }, linkMessage);
  const lines = (await readFile(filename, 'utf8')).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'Date: 2026-01-01T00:00:00.000Z',
    'Recipient: John Subject: owned <john.doe@example.com>',
    'Subject: Reset your password',
    '',
  ]);
  expect(lines).toContain(linkMessage.url);
  expect(lines.join()).not.toContain(codeMessage.code);
});

test('many mails at once leave one whole mail', async () => {
  const filename = join(folder.path, 'many.txt');
  const notifier = notifierTo(filename);
  const codes = Array.from({ length: 30 }, (_, index) => `CODE-${index}-END`);
  await Promise.all(codes.map((code) => notifier.send(recipientJohn, { ...codeMessage, code })));
  await notifier.close();
  expect((await readFile(filename, 'utf8')).match(/CODE-\d+-END/g)).toEqual(['CODE-29-END']);
});

test('a file that cannot be written is a failure at start and later', async () => {
  const notifier = notifierTo(folder.path);
  await expect(notifier.check()).rejects.toMatchObject({ code: 'notification-failed' });
  await expect(notifier.send(recipientJohn, codeMessage)).rejects.toMatchObject({
    code: 'notification-failed',
  });
});
