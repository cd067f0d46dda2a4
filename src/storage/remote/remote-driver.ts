import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import type { RemoteClient } from './remote-client.ts';
import type { RemoteConnection } from './remote-server.ts';

/** Kysely's driver over a client; a statement may take so long. Ending it leaves the client open, which others may use. */
export function createRemoteDriver(client: RemoteClient, timeoutMs: number): Driver {
  const connections = new WeakMap<DatabaseConnection, RemoteDatabaseConnection>();
  const ownOf = (connection: DatabaseConnection) => {
    const own = connections.get(connection);
    if (own === undefined) throw new TypeError('not a connection of this driver');
    return own;
  };
  const run = (words: string) => async (connection: DatabaseConnection) => {
    ownOf(connection).isInTransaction = true;
    await connection.executeQuery(CompiledQuery.raw(words));
    ownOf(connection).isInTransaction = words === 'begin';
  };
  return {
    init: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
    async acquireConnection() {
      const connection = new RemoteDatabaseConnection(client, await client.acquire(), timeoutMs);
      connections.set(connection, connection);
      return connection;
    },
    releaseConnection(connection) {
      client.release(ownOf(connection).raw);
      return Promise.resolve();
    },
    beginTransaction: run('begin'),
    commitTransaction: run('commit'),
    async rollbackTransaction(connection) {
      try {
        await run('rollback')(connection);
      } catch (error) {
        client.discard(ownOf(connection).raw);
        throw error;
      }
    },
  };
}

class RemoteDatabaseConnection implements DatabaseConnection {
  readonly raw: RemoteConnection;
  isInTransaction = false;
  readonly #client: RemoteClient;
  readonly #timeoutMs: number;

  constructor(client: RemoteClient, raw: RemoteConnection, timeoutMs: number) {
    this.#client = client;
    this.raw = raw;
    this.#timeoutMs = timeoutMs;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const options = { timeoutMs: this.#timeoutMs, isAlone: !this.isInTransaction };
    const result = await this.#client.query(this.raw, query, options);
    // What the rows hold is what Kysely's types say of the statement.
    return result as QueryResult<Row>;
  }

  streamQuery(): never {
    throw new TypeError('the storage does not stream');
  }
}
