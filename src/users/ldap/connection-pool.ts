import type { LdapConnection } from './connection.ts';
import { isLoss } from './ldap-failure.ts';

/** Connections that are shared in the order of asking. */
export interface ConnectionPool {
  /**
   * Does work on a connection that nobody else has meanwhile. `isRepeatable` work is done again, once, on a new connection where a
   * kept one turned out to be broken. Rejects with `PoolBusyError` when none became free in time.
   */
  use<Result>(
    work: (connection: LdapConnection) => Promise<Result>,
    options?: { readonly isRepeatable?: boolean },
  ): Promise<Result>;
  /** Lets go of the connections that nobody uses: the next ones are new. */
  discardIdle(): void;
  /** Lets go of all; those in use go when their work is done. */
  close(): Promise<void>;
}

/** What a pool needs. */
export interface ConnectionPoolOptions {
  /** Opens a connection, in bounded time, ready for the work. */
  readonly open: () => Promise<LdapConnection>;
  /** How many connections there are at the most. */
  readonly count: number;
  /** Whether a connection is kept for the next one; otherwise each is closed after its work. */
  readonly keeps: boolean;
  /** How long is waited for a connection, in milliseconds. */
  readonly waitMs: number;
}

/** Said when all connections stayed in use for as long as may be waited. */
export class PoolBusyError extends Error {
  constructor(waitMs: number) {
    super(`all connections were in use for ${waitMs} ms`);
    this.name = 'PoolBusyError';
  }
}

/** An idle connection is closed after this long, before a firewall forgets it in silence. */
const idleLimitMs = 60_000;

/** A pool whose waiters are served first come, first served. */
export function createConnectionPool({ open, count, keeps, waitMs }: ConnectionPoolOptions): ConnectionPool {
  const turns = createTurns(count, waitMs);
  const idle = createIdleConnections();
  let isClosed = false;

  async function attempt<Result>(
    connection: LdapConnection,
    work: (connection: LdapConnection) => Promise<Result>,
  ): Promise<Result> {
    let isReusable = false;
    try {
      const result = await work(connection);
      isReusable = true;
      return result;
    } catch (error) {
      isReusable = !isLoss(error);
      throw error;
    } finally {
      if (keeps && isReusable && connection.isOpen && !isClosed) idle.put(connection);
      else void connection.close();
    }
  }

  return {
    async use(work, { isRepeatable = false } = {}) {
      using _turn = await turns.take();
      const kept = idle.take();
      // The turn ends with this function, so the work must be waited for in it.
      if (kept === undefined) return await attempt(await open(), work);
      try {
        return await attempt(kept, work);
      } catch (error) {
        if (!isRepeatable || !isLoss(error) || kept.isOpen || isTimeout(error)) throw error;
      }
      return await attempt(await open(), work);
    },
    discardIdle: () => idle.closeAll(),
    async close() {
      isClosed = true;
      idle.closeAll();
    },
  };
}

/** A server that kept silent was waited for long enough. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message.includes('timed out');
}

/** So many at once, the others in a queue. */
function createTurns(count: number, waitMs: number) {
  let free = count;
  const queue = new Set<() => void>();
  const turn: Disposable = {
    [Symbol.dispose]() {
      const [next] = queue;
      if (next === undefined) free++;
      else next();
    },
  };
  return {
    take(): Promise<Disposable> {
      if (free > 0) {
        free--;
        return Promise.resolve(turn);
      }
      return new Promise((resolve, reject) => {
        const begin = () => {
          clearTimeout(timer);
          queue.delete(begin);
          resolve(turn);
        };
        const timer = setTimeout(() => {
          queue.delete(begin);
          reject(new PoolBusyError(waitMs));
        }, waitMs);
        queue.add(begin);
      });
    },
  };
}

function createIdleConnections() {
  const idle = new Map<LdapConnection, NodeJS.Timeout>();

  function remove(connection: LdapConnection): void {
    clearTimeout(idle.get(connection));
    idle.delete(connection);
  }

  function drop(connection: LdapConnection): void {
    remove(connection);
    void connection.close();
  }

  return {
    /** The one used last that is still open. */
    take(): LdapConnection | undefined {
      for (const connection of [...idle.keys()].reverse()) {
        if (connection.isOpen) {
          remove(connection);
          return connection;
        }
        drop(connection);
      }
      return undefined;
    },
    put(connection: LdapConnection): void {
      idle.set(connection, setTimeout(() => drop(connection), idleLimitMs).unref());
    },
    closeAll(): void {
      for (const connection of idle.keys()) drop(connection);
    },
  };
}
