import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../../lib/log.ts';
import type { KeptSessions } from '../../../storage/kept-sessions.ts';
import { endById } from '../../end-sign-in.ts';
import type { EndingStore } from '../../tell-ends.ts';
import type { EndOrder, SessionCodec } from './session-codec.ts';

/** How often the words of commands are looked for; they are to be obeyed within 100 ms. */
const everyMs = 50;

/** The pause after a failure: a storage in trouble is not asked that often. */
const retryMs = 1000;

/** Ends the sessions that commands want ended. */
export interface ObeyedEnds {
  /** Obeys what was left so far. Throws `AppError`. */
  obey(): Promise<void>;
  /** Looks for words in the background from now on. */
  start(): void;
  close(): Promise<void>;
}

/** What is needed for that. */
export interface ObeyEndsOptions {
  readonly store: EndingStore;
  readonly codec: SessionCodec;
  readonly kept: KeptSessions;
  readonly log: Log;
}

/** Words are left in the durable storage by whoever can read the configuration: no open port, no file, on any machine. */
export function obeyEnds(options: ObeyEndsOptions): ObeyedEnds {
  const { kept, codec, log } = options;
  const closing = new AbortController();
  let underWay: Promise<void> = Promise.resolve();

  async function obey(): Promise<void> {
    for (const { id, sealed } of await kept.announcedEnds()) {
      const order = codec.openOrder(sealed);
      if (order === undefined)
        log.warn('a word to end sessions was sealed with another secret: it is not obeyed');
      else
        log.info(
          { username: order.username, ended: await endSessions(options, order) },
          'sessions ended by a command',
        );
      await kept.forgetEnd(id);
    }
  }

  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      let pauseMs = everyMs;
      await obey().catch((error: unknown) => {
        log.debug({ err: error }, 'words to end sessions cannot be looked for');
        pauseMs = retryMs;
      });
      await delay(pauseMs, undefined, { ref: false, signal: closing.signal }).catch(() => undefined);
    }
  }

  return {
    obey,
    start() {
      underWay = watch();
    },
    async close() {
      closing.abort();
      await underWay;
    },
  };
}

async function endSessions({ store }: ObeyEndsOptions, { username, id }: EndOrder): Promise<number> {
  if (id === undefined) return store.removeByUser(username);
  return Number(await endById(store, username, id));
}
