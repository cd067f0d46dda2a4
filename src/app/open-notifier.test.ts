import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { findFreePort } from '../../tests/support/free-port.ts';
import { codeMessage, recipientJohn, smtpConfig } from '../../tests/support/mail-fixtures.ts';
import { startMailServer } from '../../tests/support/mail-server.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { NotifierConfig } from '../config/sections/notifier.ts';
import { systemClock } from '../lib/clock.ts';
import { systemRandom } from '../lib/random.ts';
import { openNotifier } from './open-notifier.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await createTemporaryFolder('notifier');
});
afterAll(() => folder.remove());

function open(changes: Partial<NotifierConfig>) {
  const { log } = createCollectingLog();
  const plain = {
    disable_startup_check: false,
    template_path: undefined,
    filesystem: undefined,
    smtp: undefined,
  };
  const notifier = { ...plain, ...changes };
  return openNotifier({
    config: { notifier },
    log,
    clock: systemClock,
    random: systemRandom,
    trustedCertificates: [],
  });
}

test('a mail server that is away ends the start, unless disable_startup_check says otherwise', async () => {
  const smtp = smtpConfig(await findFreePort());
  await expect((await open({ smtp })).check()).rejects.toMatchObject({
    code: 'notification-failed',
    message: 'Mails cannot be sent as the section "notifier" says.',
    detail: expect.stringContaining('ECONNREFUSED'),
  });
  const unchecked = await open({ smtp, disable_startup_check: true });
  await expect(unchecked.check()).resolves.toBeUndefined();
  await expect(unchecked.send(recipientJohn, codeMessage)).rejects.toMatchObject({
    code: 'notification-failed',
  });
});

test('subject and templates are those of the configuration', async () => {
  const server = await startMailServer({ hideSTARTTLS: true });
  await writeFile(join(folder.path, 'IdentityVerificationOTC.txt'), 'Code: {{ .OneTimeCode }}');
  const smtp = smtpConfig(server.port, { disable_require_tls: true, subject: 'About: {title}' });
  const notifier = await open({ smtp, template_path: folder.path });
  await notifier.check();
  await notifier.send(recipientJohn, codeMessage);
  await notifier.close();
  expect(server.taken[0]?.parsed).toMatchObject({ subject: 'About: Confirm your identity' });
  expect(server.taken[0]?.parsed.text?.trim()).toBe('Code: ABC123XY');
  await server.close();
});
