import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import type { Client } from 'pg';
import type { StorageConfig } from '../../config/sections/storage.ts';
import type { Log } from '../../lib/log.ts';
import type { Database, SchemaWords } from '../database.ts';
import { isoTime } from '../iso-time.ts';
import { openRemoteDatabase } from '../remote/open-remote-database.ts';
import type { RemoteConnection, RemoteServer } from '../remote/remote-server.ts';
import { describeServerAddress } from '../remote/server-address.ts';
import { explainPostgresError, StandbyError } from './postgres/explain-error.ts';
import { postgresTarget } from './postgres/target.ts';
import { postgresTls } from './postgres/tls.ts';
import { postgresTypes } from './postgres/types.ts';

/** The keys of `storage.postgres` (behaviour.md §4.3). */
export type PostgresConfig = NonNullable<StorageConfig['postgres']>;

/** What opening a database on a server needs besides its keys. */
export interface RemoteWorld {
  readonly log: Log;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
}

/**
 * A database in PostgreSQL: `address` first, then `servers` in turn, of which only one that takes writes counts. The tables are in
 * `schema`, which is made where it is missing. Nothing is connected before it is needed.
 */
export function openPostgres(config: PostgresConfig, { log, trustedCertificates }: RemoteWorld): Database {
  const written = [{ address: config.address, tls: config.tls }, ...(config.servers ?? [])];
  const servers = written.map((server): RemoteServer => {
    const tls = postgresTls({ ...server, ssl: config.ssl }, trustedCertificates);
    return {
      address: describeServerAddress(server.address),
      connect: (timeoutMs) => connect(config, { ...postgresTarget(server.address), ssl: tls }, timeoutMs),
    };
  });
  return openRemoteDatabase({
    servers,
    engine: 'PostgreSQL',
    timeoutMs: config.timeout,
    log,
    explain: explainPostgresError,
    time: isoTime,
    words,
    schema: config.schema,
    dialect: (driver) => ({
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    }),
  });
}

type Target = ReturnType<typeof postgresTarget> & { readonly ssl: ReturnType<typeof postgresTls> };

async function connect(config: PostgresConfig, target: Target, timeoutMs: number): Promise<RemoteConnection> {
  // Loaded by those alone who use it.
  const pg = await import('pg');
  const client = new pg.Client({
    ...target,
    user: config.username,
    database: config.database,
    // As a function, for an empty one would be looked for in the environment and in files.
    password: () => config.password ?? '',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: 0,
    keepAlive: true,
    application_name: 'gatehouse',
    types: postgresTypes(pg.types),
  });
  // Whoever waits hears of errors by himself.
  client.on('error', () => undefined);
  const timer = setTimeout(() => void client.end().catch(() => undefined), timeoutMs);
  try {
    await client.connect();
    await prepareSession(client, config.schema);
    return toConnection(client);
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Whatever the server's, the database's and the role's own settings are. */
async function prepareSession(client: Client, schema: string): Promise<void> {
  await client.query(
    `set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set search_path = ${client.escapeIdentifier(schema)}`,
  );
  const { rows } = await client.query('select pg_is_in_recovery() as "isStandby"');
  if (rows[0]?.isStandby === true) throw new StandbyError();
}

function toConnection(client: Client): RemoteConnection {
  return {
    async query(text, parameters) {
      const { command, rowCount, rows } = await client.query(text, parameters.map(toPostgresValue));
      const isChange = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
      return isChange ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
    },
    end() {
      client.connection.stream.destroy();
    },
    onEnd: (listener) => void client.once('end', listener),
  };
}

/** Text of PostgreSQL cannot hold the character of code 0, which is not meant by anybody who writes it. */
function toPostgresValue(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value;
}

const words: SchemaWords = {
  time: sql`timestamp(3) with time zone`,
  bytes: sql`bytea`,
  manyBytes: sql`bytea`,
  dropIndex: (db, _table, name) => db.schema.dropIndex(name).execute(),
  createTable: (db, name) =>
    db.schema
      .createTable(name)
      .addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()),
};
