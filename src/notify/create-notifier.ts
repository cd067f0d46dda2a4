import { AppError } from '../lib/app-error.ts';
import type { Log } from '../lib/log.ts';
import { reasonOf } from '../lib/reason-of.ts';
import type { MailTransport } from './mail.ts';
import type { Notifier, Recipient } from './notifier.ts';
import type { MailWriter } from './templates/create-mail-writer.ts';

/** What a notifier is made of. */
export interface NotifierOptions {
  readonly writer: MailWriter;
  readonly transport: MailTransport;
  readonly log: Log;
}

/** An address that can stand in a header and an envelope without doing anything there. */
const plainAddress = /^[^\s@<>"(),:;\\[\]\p{C}]{1,128}@[^\s@<>"(),:;\\\p{C}]{1,255}$/u;

/** Writes messages and hands them to a transport; what goes wrong there is told the person in calm words, the log in full. */
export function createNotifier({ writer, transport, log }: NotifierOptions): Notifier {
  return {
    async send(recipient, message) {
      const mail = writer.write(checked(recipient), message);
      try {
        await transport.deliver(mail);
      } catch (error) {
        const detail = reasonOf(error);
        log.error({ kind: message.kind, detail }, 'a mail cannot be sent');
        throw new AppError('notification-failed', 'The mail could not be sent. Try again in a few minutes.', {
          detail,
          cause: error,
        });
      }
      log.debug({ kind: message.kind }, 'a mail was handed over');
    },
    async check() {
      try {
        await transport.check();
      } catch (error) {
        throw new AppError('notification-failed', 'Mails cannot be sent as the section "notifier" says.', {
          detail: reasonOf(error),
          cause: error,
        });
      }
    },
    close: () => transport.close(),
  };
}

/** Addresses and names come from the directory, where people may write them themselves. */
function checked(recipient: Recipient): Recipient {
  if (!plainAddress.test(recipient.address)) {
    throw new AppError('notification-failed', 'There is no usable e-mail address for this account.');
  }
  const displayName = recipient.displayName
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
  return { ...recipient, displayName: displayName.trim().slice(0, 200) };
}
