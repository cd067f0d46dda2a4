import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import type { RemoteClient } from './remote-client.ts';
import type { RemoteConnection } from './remote-server.ts';

/** Kysely's driver over a client; a statement may take so long. Ending it leaves the client open, which others may use. */
export function createRemoteDriver(client: RemoteClient, timeoutMs: number): Driver {
  const connections = new WeakMap<DatabaseConnection, RemoteConnection>();
  const rawOf = (connection: DatabaseConnection) => {
    const raw = connections.get(connection);
    if (raw === undefined) throw new TypeError('not a connection of this driver');
    return raw;
  };
  const run = (words: string) => async (connection: DatabaseConnection) => {
    await connection.executeQuery(CompiledQuery.raw(words));
  };
  return {
    init: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
    async acquireConnection() {
      const raw = await client.acquire();
      const connection = new RemoteDatabaseConnection(client, raw, timeoutMs);
      connections.set(connection, raw);
      return connection;
    },
    releaseConnection(connection) {
      client.release(rawOf(connection));
      return Promise.resolve();
    },
    beginTransaction: run('begin'),
    commitTransaction: run('commit'),
    async rollbackTransaction(connection) {
      try {
        await run('rollback')(connection);
      } catch (error) {
        client.discard(rawOf(connection));
        throw error;
      }
    },
  };
}

class RemoteDatabaseConnection implements DatabaseConnection {
  readonly #client: RemoteClient;
  readonly #raw: RemoteConnection;
  readonly #timeoutMs: number;

  constructor(client: RemoteClient, raw: RemoteConnection, timeoutMs: number) {
    this.#client = client;
    this.#raw = raw;
    this.#timeoutMs = timeoutMs;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const result = await this.#client.query(this.#raw, query, this.#timeoutMs);
    // What the rows hold is what Kysely's types say of the statement.
    return result as QueryResult<Row>;
  }

  streamQuery(): never {
    throw new TypeError('the storage does not stream');
  }
}
