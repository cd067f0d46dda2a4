import type { Mail } from '../mail.ts';
import type { Message, Recipient } from '../notifier.ts';
import { htmlLayout } from './html-layout.ts';
import { mailContent } from './mail-content.ts';
import { textLayout } from './text-layout.ts';

/** Writes mails. */
export interface MailWriter {
  write(recipient: Recipient, message: Message): Mail;
}

/** What writing mails depends on. */
export interface MailWriterOptions {
  /** `notifier.smtp.subject`, with `{title}`. */
  readonly subject: string;
}

/** Writes mails in the recipient's language. */
export function createMailWriter({ subject }: MailWriterOptions): MailWriter {
  return {
    write(recipient, message) {
      const content = mailContent(recipient, message);
      return {
        recipient,
        subject: subject.replaceAll('{title}', () => content.title),
        text: textLayout(content),
        html: htmlLayout(content),
        language: content.language,
      };
    },
  };
}
