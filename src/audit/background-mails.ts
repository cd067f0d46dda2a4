import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../lib/log.ts';

/** Sends mails while those who caused them need not wait. */
export interface BackgroundMails {
  /** Sends when it is its turn; what fails is logged. */
  add(send: () => Promise<void>): void;
  /** Gives when all that was added is sent or has failed. */
  settled(): Promise<void>;
  /** Takes no more, and waits for those there are, but not for ever. */
  close(): Promise<void>;
}

/** A mail server that hangs must not fill the memory. */
const limits = { atOnce: 4, waiting: 1000, closeMs: 10_000 } as const;

/** A queue in memory: what it holds is lost where the process is killed; the audit table still has it. */
export function createBackgroundMails(log: Log): BackgroundMails {
  const waiting: (() => Promise<void>)[] = [];
  const underWay = new Set<Promise<void>>();
  let isClosed = false;

  const startNext = () => {
    const send = underWay.size < limits.atOnce ? waiting.shift() : undefined;
    if (send === undefined) return;
    const sent = send()
      .catch((error: unknown) => log.error({ err: error }, 'a person could not be told of a security event'))
      .finally(() => {
        underWay.delete(sent);
        startNext();
      });
    underWay.add(sent);
  };
  const settled = async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  return {
    add(send) {
      if (isClosed || waiting.length >= limits.waiting) {
        log.error('too many mails wait to be sent: a person is not told of a security event');
        return;
      }
      waiting.push(send);
      startNext();
    },
    settled,
    async close() {
      isClosed = true;
      const isLate = delay(limits.closeMs, true, { ref: false });
      await Promise.race([settled(), isLate]);
      const left = waiting.splice(0).length + underWay.size;
      if (left > 0) log.error({ mails: left }, 'mails about security events were not sent before the end');
    },
  };
}
