import type { Recipient } from './notifier.ts';

/** A message as it goes out: written in the recipient's language, safe to be put into a mail. */
export interface Mail {
  readonly recipient: Recipient;
  /** One line without control characters. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The language that it is really written in. */
  readonly language: string;
}

/** Takes mails to where people find them. Failures are errors of the outside world, in its own words. */
export interface MailTransport {
  /** Gives when the mail was taken. */
  deliver(mail: Mail): Promise<void>;
  /** Makes sure that mails would be taken. */
  check(): Promise<void>;
  close(): Promise<void>;
}
