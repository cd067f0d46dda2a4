import { connect as connectSocket } from 'node:net';
import { MysqlAdapter, MysqlIntrospector, sql } from 'kysely';
import type { Connection } from 'mysql2';
import type { Address } from '../../config/notations.ts';
import type { StorageConfig } from '../../config/sections/storage.ts';
import type { Log } from '../../lib/log.ts';
import type { Database, SchemaWords, TimeColumn } from '../database.ts';
import { isoTime } from '../iso-time.ts';
import { openRemoteDatabase } from '../remote/open-remote-database.ts';
import type { RemoteConnection } from '../remote/remote-server.ts';
import { describeServerAddress, hostOf } from '../remote/server-address.ts';
import { explainMysqlError } from './mysql/explain-error.ts';
import { PortableMysqlCompiler } from './mysql/portable-compiler.ts';
import { mysqlTls } from './mysql/tls.ts';
import { toQueryResult } from './mysql/to-query-result.ts';

/** How many statements a connection leaves prepared. */
const preparedStatements = 200;

/** The keys of `storage.mysql` (behaviour.md §4.3). */
export type MysqlConfig = NonNullable<StorageConfig['mysql']>;

/** A database in MySQL or MariaDB. Nothing is connected before it is needed. */
export function openMysql(
  config: MysqlConfig,
  { log, trustedCertificates }: { readonly log: Log; readonly trustedCertificates: readonly string[] },
): Database {
  const tls = mysqlTls(config, trustedCertificates);
  return openRemoteDatabase({
    servers: [
      {
        address: describeServerAddress(config.address),
        connect: (timeoutMs) => connect(config, tls, timeoutMs),
      },
    ],
    engine: 'MySQL',
    timeoutMs: config.timeout,
    log,
    explain: explainMysqlError,
    time: dateTime,
    words,
    dialect: (driver) => ({
      createDriver: () => driver,
      createAdapter: () => new MysqlAdapter(),
      createQueryCompiler: () => new PortableMysqlCompiler(),
      createIntrospector: (db) => new MysqlIntrospector(db),
    }),
  });
}

async function connect(
  config: MysqlConfig,
  tls: ReturnType<typeof mysqlTls>,
  timeoutMs: number,
): Promise<RemoteConnection> {
  // Loaded by those alone who use it.
  const { createConnection } = await import('mysql2');
  const connection = createConnection({
    ...tls,
    stream: () => openSocket(config.address),
    user: config.username,
    password: config.password ?? '',
    database: config.database,
    charset: 'utf8mb4_bin',
    dateStrings: true,
    connectTimeout: timeoutMs,
    // The server keeps but so many for all its clients together; lists of different lengths are different statements.
    maxPreparedStatements: preparedStatements,
    // Without it, the rows that an insert has really added are told, also where a row is there already.
    flags: ['-FOUND_ROWS', '-LOCAL_FILES'],
  });
  // Whoever waits hears of errors by himself.
  connection.on('error', () => undefined);
  const timer = setTimeout(() => connection.destroy(), timeoutMs);
  try {
    await run((done) => connection.connect(done));
    await run((done) => connection.query(sessionSettings, done));
    return toConnection(connection);
  } catch (error) {
    connection.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Whatever the server's own settings are: nothing is cut or guessed, and no zone is applied. */
const sessionSettings =
  "set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO', time_zone = '+00:00'";

function openSocket(address: Address) {
  const socket =
    address.kind === 'unix'
      ? connectSocket({ path: address.socketPath })
      : connectSocket({ host: hostOf(address) ?? '', port: address.kind === 'tcp' ? address.port : 0 });
  return socket.setKeepAlive(true).setNoDelay(true);
}

function toConnection(connection: Connection): RemoteConnection {
  return {
    async query(text, parameters) {
      // Prepared by the server, so that no value is ever part of the text.
      const result = await run((done) =>
        parameters.length === 0
          ? connection.query(text, done)
          : connection.execute(text, [...parameters] as (string | number | null | Buffer)[], done),
      );
      return toQueryResult(result);
    },
    end: () => connection.destroy(),
    onEnd: (listener) => void connection.once('end', listener),
  };
}

function run(work: (done: (error: Error | null, result?: unknown) => void) => unknown): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  work((error, result) => (error === null || error === undefined ? resolve(result) : reject(error)));
  return promise;
}

/** A DATETIME knows no zone: it is UTC by agreement. */
const dateTime: TimeColumn = {
  write: (timeMs) => isoTime.write(timeMs).replace('T', ' ').replace('Z', ''),
  read: (stored) => isoTime.read(`${stored.replace(' ', 'T')}Z`),
};

const words: SchemaWords = {
  time: sql`datetime(3)`,
  bytes: sql`blob`,
  manyBytes: sql`mediumblob`,
  dropIndex: (db, table, name) => db.schema.dropIndex(name).on(table).execute(),
  createTable: (db, name) =>
    db.schema
      .createTable(name)
      .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
      // The usual collations take "john", "JOHN" and "jöhn" for the same.
      .modifyEnd(sql`engine = InnoDB character set utf8mb4 collate utf8mb4_bin`),
};
