import { askUntilBack } from '../../lib/ask-until-back.ts';
import type { Log } from '../../lib/log.ts';

/** Whether a database server can be used, as far as is known. */
export interface Availability {
  /** Why it cannot be used; undefined while it can. */
  readonly loss: string | undefined;
  /** Notes that it was reached: from now on a loss is news. */
  noteReached(): void;
  /** Notes why it cannot be used, and begins to ask for it where that is news. */
  noteLoss(reason: string): void;
  close(): void;
}

/** What is needed to tell; `probe` rejects, in bounded time, as long as the server is of no use. */
export interface AvailabilityOptions {
  readonly probe: () => Promise<unknown>;
  readonly log: Log;
  /** Where the server is, for the log. */
  readonly address: string;
}

/** Keeps account of a server: one line in the log when it is lost, one when it is back, and nobody need wait in between. */
export function createAvailability({ probe, log, address }: AvailabilityOptions): Availability {
  let wasReached = false;
  let loss: string | undefined;
  const closing = new AbortController();

  async function waitUntilBack(): Promise<void> {
    const awayMs = await askUntilBack({ probe, signal: closing.signal });
    if (awayMs === undefined) return;
    loss = undefined;
    log.info({ storage: address, awayMs }, 'the storage is back');
  }

  return {
    get loss() {
      return loss;
    },
    noteReached() {
      wasReached = true;
    },
    noteLoss(reason) {
      // At start the failure itself is told.
      if (!wasReached || loss !== undefined || closing.signal.aborted) return;
      loss = reason;
      log.error(
        { storage: address, reason },
        'the storage is lost: what needs it is refused until it is back',
      );
      void waitUntilBack();
    },
    close: () => closing.abort(),
  };
}
