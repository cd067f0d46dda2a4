import type { Mail } from '../mail.ts';
import type { Message, Recipient } from '../notifier.ts';
import { htmlLayout } from './html-layout.ts';
import { mailContent } from './mail-content.ts';
import type { Overrides } from './override/load-overrides.ts';
import { overrideNames, overrideValues } from './override/override-values.ts';
import { textLayout } from './text-layout.ts';

/** Writes mails. */
export interface MailWriter {
  write(recipient: Recipient, message: Message): Mail;
}

/** What writing mails depends on. */
export interface MailWriterOptions {
  /** `notifier.smtp.subject`, with `{title}`. */
  readonly subject: string;
  /** The operator's templates, in place of ours. */
  readonly overrides?: Overrides;
}

/** Writes mails in the recipient's language. */
export function createMailWriter({ subject, overrides = new Map() }: MailWriterOptions): MailWriter {
  return {
    write(recipient, message) {
      const content = mailContent(recipient, message);
      const values = overrideValues(recipient, message, content);
      const name = overrideNames[message.kind];
      return {
        recipient,
        subject: subject.replaceAll('{title}', () => content.title),
        text: overrides.get(`${name}.txt`)?.(values) ?? textLayout(content),
        html: overrides.get(`${name}.html`)?.(values) ?? htmlLayout(content),
        language: content.language,
      };
    },
  };
}
