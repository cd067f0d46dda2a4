import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { MailTransport } from './mail.ts';

/** What a file of mails needs. */
export interface FileTransportOptions {
  readonly filename: string;
  readonly clock: Clock;
}

/** Only its owner may read codes and links. */
const mode = 0o600;

/**
 * One file that holds the last mail: Date, Recipient, Subject, an empty line, the text (behaviour.md §6.8). The folder is made where it is
 * missing.
 */
export function createFileTransport({ filename, clock }: FileTransportOptions): MailTransport {
  let last: Promise<void> = Promise.resolve();

  /** One after the other, for two writers at once would mix their mails. */
  const write = (content: string) => {
    const written = last.then(() => replaceFile(filename, content));
    last = written.catch(() => undefined);
    return written;
  };
  return {
    deliver({ recipient, subject, text }) {
      const head = [
        `Date: ${new Date(clock.now()).toISOString()}`,
        `Recipient: ${recipient.displayName} <${recipient.address}>`,
        `Subject: ${subject}`,
      ];
      return write(`${head.map(oneLine).join('\n')}\n\n${text}`);
    },
    check: () => write(''),
    close: () => last,
  };
}

async function replaceFile(filename: string, content: string): Promise<void> {
  await mkdir(dirname(filename), { recursive: true });
  await writeFile(filename, content, { mode });
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
