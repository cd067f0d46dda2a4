import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';

/** A table whose rows may be forgotten after a time. */
export interface PurgedTable {
  /** For the log. */
  readonly name: string;
  /** How long its rows are kept, in milliseconds. */
  readonly keptForMs: number;
  /** Forgets at most so many rows that are older; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** Forgets old rows in the background. */
export interface Purger {
  /** Forgets all that is too old now. Never throws: what failed is logged and tried again next time. */
  run(): Promise<void>;
  /** Stops, and waits for the batch under way. */
  close(): Promise<void>;
}

/** What a purger needs. */
export interface PurgerOptions {
  readonly tables: readonly PurgedTable[];
  readonly clock: Clock;
  readonly log: Log;
}

const everyMs = 3_600_000;

/** Few enough that nobody who signs in meanwhile waits for them; the rest of the batches follow after a pause. */
const [rowsPerBatch, pauseMs] = [500, 20];

/** Looks once an hour for what is too old. Its timer keeps no process alive. */
export function createPurger({ tables, clock, log }: PurgerOptions): Purger {
  let isClosed = false;
  let underWay: Promise<void> | undefined;

  async function purgeTable(table: PurgedTable): Promise<void> {
    const beforeMs = clock.now() - table.keptForMs;
    let rows = 0;
    for (let last = rowsPerBatch; last === rowsPerBatch && !isClosed; rows += last) {
      last = await table.purge(beforeMs, rowsPerBatch);
      if (last === rowsPerBatch) await delay(pauseMs);
    }
    if (rows > 0) log.info({ table: table.name, rows }, 'forgot what is older than the retention');
  }

  async function purgeAll(): Promise<void> {
    for (const table of tables) {
      try {
        await purgeTable(table);
      } catch (error) {
        log.error({ err: error, table: table.name }, 'old rows cannot be forgotten');
      }
    }
  }

  const run = () => {
    underWay ??= purgeAll().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const timer = setInterval(() => void run(), everyMs).unref();
  return {
    run,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await underWay;
    },
  };
}
