import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollectingLog } from '../../../../tests/support/collecting-log.ts';
import { eventMessage, recipientJohn } from '../../../../tests/support/mail-fixtures.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { createMailWriter } from '../create-mail-writer.ts';
import { loadOverrides } from './load-overrides.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await createTemporaryFolder('templates');
});
afterAll(() => folder.remove());

test('templates in Authelia’s names and notation are used; what is not understood is told with file and line', async () => {
  await writeFile(
    join(folder.path, 'Event.html'),
    '<p>{{ .DisplayName }}: {{ .BodyPrefix }} {{ .BodyEvent }} {{ .BodySuffix }}</p>{{ range $k, $v := .Details }}<i>{{ $k }}={{ $v }}</i>{{ end }}',
  );
  await writeFile(join(folder.path, 'Event.txt'), 'one\n{{ .Nonsense }}\n');
  const { log, lines } = createCollectingLog();
  const overrides = await loadOverrides(folder.path, log);
  expect([...overrides.keys()]).toEqual(['Event.html']);
  expect(lines).toMatchObject([
    {
      level: 'warn',
      file: `${join(folder.path, 'Event.txt')}:2`,
      reason: 'the placeholder ".Nonsense" is not known',
    },
  ]);
  const writer = createMailWriter({ subject: '{title}', overrides });
  const { html, text } = writer.write({ ...recipientJohn, displayName: '<John>' }, eventMessage('<b>'));
  expect(html).toContain('<p>&lt;John&gt;: a second factor was added to your account.</p>');
  expect(html).toContain('<i>Name=&lt;b&gt;</i>');
  expect(text).toContain('Second Factor Method Added');
});

test('a folder without templates changes nothing', async () => {
  const { log, lines } = createCollectingLog();
  expect((await loadOverrides(join(folder.path, 'nothing'), log)).size).toBe(0);
  expect(lines).toEqual([]);
});
