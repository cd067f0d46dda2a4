import type { NotifierConfig } from '../config/sections/notifier.ts';
import { AppError } from '../lib/app-error.ts';
import { createNotifier } from '../notify/create-notifier.ts';
import { createFileTransport } from '../notify/filesystem.ts';
import type { MailTransport } from '../notify/mail.ts';
import type { Notifier } from '../notify/notifier.ts';
import { createMailWriter } from '../notify/templates/create-mail-writer.ts';
import { loadOverrides } from '../notify/templates/override/load-overrides.ts';
import type { World } from './world.ts';

/** What a notifier needs of the world. */
export interface NotifierWorld extends Omit<World, 'config'> {
  readonly config: Pick<World['config'], 'notifier'>;
}

/** Where there is no mail server to say otherwise (behaviour.md §4.3). */
const plainSubject = '{title}';

/** The configured notifier; its `check` does nothing where `disable_startup_check` says so. */
export async function openNotifier(world: NotifierWorld): Promise<Notifier> {
  const { notifier: config } = world.config;
  const { template_path: folder } = config;
  const notifier = createNotifier({
    writer: createMailWriter({
      subject: config.smtp?.subject ?? plainSubject,
      ...(folder === undefined ? {} : { overrides: await loadOverrides(folder, world.log) }),
    }),
    transport: await openTransport(config, world),
    log: world.log,
  });
  return config.disable_startup_check ? { ...notifier, check: () => Promise.resolve() } : notifier;
}

async function openTransport(
  { smtp, filesystem }: NotifierConfig,
  world: NotifierWorld,
): Promise<MailTransport> {
  if (smtp !== undefined) {
    // Loaded by those alone who use it, as the start is waited for.
    const { createSmtpTransport } = await import('../notify/smtp/smtp-transport.ts');
    return createSmtpTransport({ ...world, config: smtp });
  }
  if (filesystem !== undefined) return createFileTransport({ ...world, filename: filesystem.filename });
  throw new AppError('configuration-invalid', 'Nothing says how people are sent messages.');
}
