import { askUntilBack } from '../../lib/ask-until-back.ts';
import type { Log } from '../../lib/log.ts';
import { isRefusal } from './ldap-failure.ts';

/** One that refuses our own bind is left in peace for longer: each try could lock the account. */
const pauseAfterRefusalMs = 30_000;

/** Whether a directory can be used, as far as is known. */
export interface Availability {
  /** Why it cannot be used; undefined while it can. */
  readonly loss: Error | undefined;
  /** Notes that it cannot be used, and begins to ask for it where that is news. */
  noteLoss(error: Error): void;
  close(): void;
}

/** What is needed to tell; `probe` rejects, in bounded time, as long as the directory is of no use. */
export interface AvailabilityOptions {
  readonly probe: () => Promise<unknown>;
  readonly log: Log;
  /** Where the directory is, for the log. */
  readonly address: string;
}

/** Keeps account of a directory: one line in the log when it is lost, one when it is back, and nobody need wait in between. */
export function createAvailability({ probe, log, address }: AvailabilityOptions): Availability {
  let loss: Error | undefined;
  const closing = new AbortController();

  async function waitUntilBack(): Promise<void> {
    const awayMs = await askUntilBack({
      probe,
      signal: closing.signal,
      pauseAfter(failure, usualMs) {
        loss = failure instanceof Error ? failure : new Error(String(failure));
        return isRefusal(loss.cause) ? pauseAfterRefusalMs : usualMs;
      },
    });
    if (awayMs === undefined) return;
    loss = undefined;
    log.info({ directory: address, away_ms: awayMs }, 'the LDAP directory is back');
  }

  return {
    get loss() {
      return loss;
    },
    noteLoss(error) {
      if (loss !== undefined || closing.signal.aborted) return;
      loss = error;
      log.error(
        { directory: address, err: error },
        'the LDAP directory is lost: nobody can sign in until it is back; who is signed in stays so',
      );
      void waitUntilBack();
    },
    close: () => closing.abort(),
  };
}
