import type { QueryResult } from 'kysely';
import { AppError } from '../../lib/app-error.ts';
import type { Log } from '../../lib/log.ts';
import { createAvailability } from './availability.ts';
import { connectInTurn } from './connect-in-turn.ts';
import { createConnectionPool } from './connection-pool.ts';
import type { RemoteConnection, RemoteFailure, RemoteServer } from './remote-server.ts';

/** Few: statements are short, and servers allow only so many connections to all their clients together. */
const poolSize = 8;

/** How often a statement is tried that the server undoes each time. */
const mostTries = 5;

/** A database on a server: bounded in time, all failures `AppError` `storage-unavailable`, and at once while the server is away. */
export interface RemoteClient {
  acquire(): Promise<RemoteConnection>;
  /** One statement on a connection that was acquired. */
  query(
    connection: RemoteConnection,
    statement: { readonly sql: string; readonly parameters: readonly unknown[] },
    options: StatementOptions,
  ): Promise<QueryResult<unknown>>;
  release(connection: RemoteConnection): void;
  /** Gives a connection back that is in a state unknown. */
  discard(connection: RemoteConnection): void;
  close(): void;
}

/** How a statement is run. */
export interface StatementOptions {
  /** A limit of its own. */
  readonly timeoutMs: number;
  /** Whether it stands alone, so that it may be tried again where the server undid it for the sake of another one. */
  readonly isAlone: boolean;
}

/** What such a client needs. */
export interface RemoteClientOptions {
  /** Tried in turn. */
  readonly servers: readonly RemoteServer[];
  /** The engine's name, for messages. */
  readonly engine: string;
  readonly timeoutMs: number;
  readonly log: Log;
  /** What an error of the driver means. */
  readonly explain: (error: unknown) => RemoteFailure;
}

/** Makes the client; nothing is connected before it is needed. */
export function createRemoteClient(options: RemoteClientOptions): RemoteClient {
  const { servers, engine, timeoutMs, log, explain } = options;
  const address = servers.map((server) => server.address).join(', ');
  const pool = createConnectionPool({
    connect: () => connectInTurn(servers, timeoutMs),
    size: poolSize,
    timeoutMs,
  });
  const availability = createAvailability({ probe, log, address });

  async function probe(): Promise<void> {
    const connection = await pool.acquire();
    try {
      await within(timeoutMs, connection.query('select 1', []));
    } catch (error) {
      pool.discard(connection);
      throw error;
    }
    pool.release(connection);
  }

  const unavailable = (reason: string) =>
    new AppError('storage-unavailable', 'The storage is not available.', {
      detail: `${engine} at ${address}: ${reason}`,
    });

  return {
    async acquire() {
      if (availability.loss !== undefined) throw unavailable(availability.loss);
      try {
        const connection = await pool.acquire();
        availability.noteReached();
        return connection;
      } catch (error) {
        const { reason, isLoss } = explain(error);
        if (isLoss) availability.noteLoss(reason);
        throw unavailable(reason);
      }
    },
    async query(connection, { sql, parameters }, { timeoutMs: limitMs, isAlone }) {
      for (let tries = 1; ; tries++) {
        try {
          return await within(limitMs, connection.query(sql, parameters));
        } catch (error) {
          const { reason, isLoss, isConflict } = explain(error);
          if (isLoss) {
            pool.discard(connection);
            pool.discardIdle();
            availability.noteLoss(reason);
          }
          if (isConflict !== true || !isAlone || tries >= mostTries) throw unavailable(reason);
        }
      }
    },
    release: (connection) => pool.release(connection),
    discard: (connection) => pool.discard(connection),
    close() {
      availability.close();
      pool.close();
    },
  };
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('it does not answer in time')), timeoutMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
