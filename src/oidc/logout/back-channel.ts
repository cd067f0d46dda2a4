import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { reasonOf } from '../../lib/reason-of.ts';
import type { ClaimedLogout, OidcLogout, OidcLogouts } from '../../storage/oidc-logouts.ts';

/** Tells clients of sign-ins that ended; nobody waits for it. */
export interface BackChannel {
  /** Looks at once for what is to be told. */
  wake(): void;
  /** Stops; what is not told yet is told by another instance, or after the next start. */
  close(): Promise<void>;
}

/** What came of telling a client. */
export type Told =
  | { readonly kind: 'told' }
  | { readonly kind: 'failed'; readonly status: number }
  /** The configuration has neither the client nor its address any more. */
  | { readonly kind: 'nobody' };

/** What telling takes. */
export interface BackChannelOptions {
  readonly logouts: OidcLogouts;
  /** Tells a client. Rejects where it does not answer, or not in time. */
  readonly tell: (logout: OidcLogout, signal: AbortSignal) => Promise<Told>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often it is looked for what commands and other instances noted, and what is to be tried again. */
const lookEveryMs = 1000;

/** So many are told at once. */
const atOnce = 8;

/** How long a client may take, and for how long nobody else tries meanwhile. */
const [timeoutMs, claimedForMs] = [10_000, 30_000];

/** The pauses after the failures; after the last failure nothing is tried any more. */
const pausesMs = [5000, 30_000, 120_000, 600_000] as const;

/** Delivers what is noted in the storage, by however many instances share it. */
export function createBackChannel(options: BackChannelOptions): BackChannel {
  const { logouts, clock, log } = options;
  const closing = new AbortController();
  const running = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  let isWokenMeanwhile = false;

  function begin(claimed: ClaimedLogout): void {
    const work = deliver(options, claimed, closing.signal)
      .catch((error: unknown) => log.debug({ err: error }, 'a logout cannot be written down'))
      .finally(() => {
        running.delete(work);
        wake();
      });
    running.add(work);
  }

  async function look(): Promise<void> {
    const room = atOnce - running.size;
    if (room <= 0 || closing.signal.aborted) return;
    const nowMs = clock.now();
    for (const claimed of await logouts.claim(nowMs, nowMs + claimedForMs, room)) begin(claimed);
  }

  function wake(): void {
    if (looking !== undefined) {
      isWokenMeanwhile = true;
      return;
    }
    isWokenMeanwhile = false;
    looking = look()
      .catch((error: unknown) => log.debug({ err: error }, 'logouts cannot be looked for'))
      .finally(() => {
        looking = undefined;
        if (isWokenMeanwhile) wake();
      });
  }

  const timer = setInterval(wake, lookEveryMs).unref();
  wake();
  return {
    wake,
    async close() {
      clearInterval(timer);
      closing.abort();
      await looking;
      await Promise.all(running);
    },
  };
}

async function deliver(
  { logouts, tell, clock, log }: BackChannelOptions,
  { id, logout, attempt }: ClaimedLogout,
  closing: AbortSignal,
): Promise<void> {
  if (logout === undefined) {
    log.error({ id }, 'a logout that is stored does not open: it was changed, or moved from another row');
    await logouts.settle(id, undefined);
    return;
  }
  const facts = { client_id: logout.clientId, attempt };
  const signal = AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]);
  try {
    const told = await tell(logout, signal);
    if (told.kind !== 'failed') {
      if (told.kind === 'told') log.info(facts, 'a client was told that a sign-in ended');
      await logouts.settle(id, undefined);
      return;
    }
    log.warn({ ...facts, status: told.status }, 'a client did not take that a sign-in ended');
  } catch (error) {
    if (closing.aborted) {
      await logouts.settle(id, clock.now());
      return;
    }
    log.warn({ ...facts, reason: reasonOf(error) }, 'a client cannot be told that a sign-in ended');
  }
  await tryLater({ logouts, clock, log }, id, facts);
}

async function tryLater(
  { logouts, clock, log }: Pick<BackChannelOptions, 'logouts' | 'clock' | 'log'>,
  id: number,
  facts: { readonly client_id: string; readonly attempt: number },
): Promise<void> {
  const pauseMs = pausesMs[facts.attempt - 1];
  if (pauseMs === undefined) log.error(facts, 'a client is not told any more that a sign-in ended');
  await logouts.settle(id, pauseMs === undefined ? undefined : clock.now() + pauseMs);
}
