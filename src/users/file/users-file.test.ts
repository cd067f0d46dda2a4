import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createRecordingLog } from '../../../tests/support/recording-log.ts';
import { createUsersFolder } from '../../../tests/support/users-folder.ts';
import { systemRandom } from '../../lib/random.ts';
import { createUsersFile } from './users-file.ts';

test('a file that is empty for a moment changes nothing and is not worth a word', async () => {
  const folder = await createUsersFolder('users: {john: {displayname: John, password: $plaintext$secret}}');
  const { log, lines } = createRecordingLog();
  const file = createUsersFile({ config: folder.config(), log, random: systemRandom });
  await file.load();
  const before = lines.length;
  await writeFile(folder.path, ' \n');
  await file.reload();
  expect(file.directory().find('john')?.details.displayName).toBe('John');
  expect(lines.slice(before)).toEqual([]);
  await folder.remove();
});

test('a tab in the users file is told as in the configuration: where it stands and what to write', async () => {
  const folder = await createUsersFolder(
    'users:\n\tjohn: {displayname: John, password: $plaintext$secret}\n',
  );
  const { log } = createRecordingLog();
  const file = createUsersFile({ config: folder.config(), log, random: systemRandom });
  const failure: unknown = await file.load().catch((error: unknown) => error);
  expect(failure).toMatchObject({
    problems: expect.arrayContaining([
      expect.objectContaining({
        message: 'A tab is used for indentation.',
        hint: 'YAML allows only spaces there.',
        source: { kind: 'file', file: folder.path, line: 2, column: 1 },
      }),
    ]),
  });
  await folder.remove();
});

test('an entry that cannot be changed without touching others is left alone', async () => {
  const text = 'users:\n  john: &j {displayname: John, password: $plaintext$secret}\n  jim: *j\n';
  const folder = await createUsersFolder(text);
  const { log } = createRecordingLog();
  const file = createUsersFile({ config: folder.config(), log, random: systemRandom });
  await file.load();
  await expect(file.setDigest('john', '$plaintext$new')).rejects.toMatchObject({
    code: 'user-backend-unavailable',
    detail: expect.stringContaining('cannot be changed safely'),
  });
  expect(file.directory().find('john')?.digestText).toBe('$plaintext$secret');
  await folder.remove();
});

test('a reading that begins while a digest is written does not bring the old one back', async () => {
  const folder = await createUsersFolder('users: {john: {displayname: John, password: $plaintext$secret}}');
  const { log, text } = createRecordingLog();
  const file = createUsersFile({ config: folder.config(), log, random: systemRandom });
  await file.load();
  await Promise.all([file.setDigest('john', '$plaintext$new'), file.reload(), file.reload()]);
  expect(file.directory().find('john')?.digestText).toBe('$plaintext$new');
  expect(text()).not.toContain('changed users file');
  await folder.remove();
});
