import type { RemoteConnection } from './remote-server.ts';

/** Connections that are used again. */
export interface ConnectionPool {
  /** One that nobody else uses; waits for one where all are used. Rejects after the timeout, or with the error of connecting. */
  acquire(): Promise<RemoteConnection>;
  /** Gives one back that is as good as new. */
  release(connection: RemoteConnection): void;
  /** Gives one back that must not be used again. */
  discard(connection: RemoteConnection): void;
  /** Ends those that nobody uses: they may be dead without knowing. */
  discardIdle(): void;
  /** Ends them all, also those in use. */
  close(): void;
}

/** What a pool needs. */
export interface ConnectionPoolOptions {
  readonly connect: () => Promise<RemoteConnection>;
  /** How many there are at most. */
  readonly size: number;
  /** How long to wait for one where all are used. */
  readonly timeoutMs: number;
}

interface Waiter {
  readonly take: (connection: RemoteConnection) => void;
  readonly fail: (error: unknown) => void;
}

/** A small pool: connections are made when needed, and are forgotten when the server ends them. */
export function createConnectionPool({ connect, size, timeoutMs }: ConnectionPoolOptions): ConnectionPool {
  const open = new Set<RemoteConnection>();
  const idle = new Set<RemoteConnection>();
  const waiting = new Set<Waiter>();
  let opening = 0;
  let isClosed = false;

  async function openOne(): Promise<RemoteConnection> {
    opening++;
    try {
      const connection = await connect();
      open.add(connection);
      connection.onEnd(() => forget(connection));
      return connection;
    } finally {
      opening--;
    }
  }

  /** There is room for another connection: whoever waits longest gets it. */
  function serveNext(): void {
    const [next] = waiting;
    if (next === undefined || isClosed || open.size + opening >= size) return;
    waiting.delete(next);
    openOne().then(next.take, (error: unknown) => {
      next.fail(error);
      serveNext();
    });
  }

  function forget(connection: RemoteConnection): void {
    idle.delete(connection);
    if (open.delete(connection)) serveNext();
  }

  function waitForOne(): Promise<RemoteConnection> {
    const { promise, resolve, reject } = Promise.withResolvers<RemoteConnection>();
    const give = (settle: () => void) => {
      clearTimeout(timer);
      waiting.delete(waiter);
      settle();
    };
    const waiter: Waiter = {
      take: (connection) => give(() => resolve(connection)),
      fail: (error) => give(() => reject(error)),
    };
    const timer = setTimeout(() => waiter.fail(new Error('all connections are in use')), timeoutMs);
    waiting.add(waiter);
    return promise;
  }

  const pool: ConnectionPool = {
    async acquire() {
      if (isClosed) throw new Error('the connections are closed');
      const [ready] = idle;
      if (ready !== undefined) {
        idle.delete(ready);
        return ready;
      }
      const connection = await (open.size + opening < size ? openOne() : waitForOne());
      if (!isClosed) return connection;
      connection.end();
      throw new Error('the connections are closed');
    },
    release(connection) {
      if (!open.has(connection)) return;
      const [next] = waiting;
      if (next === undefined) idle.add(connection);
      else next.take(connection);
    },
    discard(connection) {
      forget(connection);
      connection.end();
    },
    discardIdle() {
      for (const connection of idle) pool.discard(connection);
    },
    close() {
      isClosed = true;
      for (const waiter of waiting) waiter.fail(new Error('the connections are closed'));
      for (const connection of open) pool.discard(connection);
    },
  };
  return pool;
}
