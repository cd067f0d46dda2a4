import { type Dialect, type Driver, Kysely } from 'kysely';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { createRemoteClient, type RemoteClientOptions } from './remote-client.ts';
import { createRemoteDriver } from './remote-driver.ts';

/** How long a statement of a migration may take: another instance's may have to be waited for. */
const migrationTimeoutMs = 600_000;

/** What differs between the engines. */
export interface RemoteDatabaseOptions
  extends RemoteClientOptions,
    Pick<Database, 'time' | 'words'>,
    Partial<Pick<Database, 'schema'>> {
  /** Kysely's dialect of the engine, over our driver. */
  readonly dialect: (driver: Driver) => Dialect;
}

/** A database on a server. Nothing is connected before it is needed. */
export function openRemoteDatabase(options: RemoteDatabaseOptions): Database {
  const { dialect, time, words, schema, timeoutMs } = options;
  const client = createRemoteClient(options);
  const open = (limitMs: number) =>
    new Kysely<Tables>({ dialect: dialect(createRemoteDriver(client, limitMs)) });
  const kysely = open(timeoutMs);
  const migrating = open(migrationTimeoutMs);
  return {
    kysely,
    isShared: true,
    migrating,
    time,
    words,
    ...(schema === undefined ? {} : { schema }),
    async close() {
      await Promise.all([kysely.destroy(), migrating.destroy()]);
      client.close();
    },
  };
}
