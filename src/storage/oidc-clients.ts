import { AppError } from '../lib/app-error.ts';
import type { OidcPayload } from './oidc-artifacts.ts';
import type { Storage } from './open-storage.ts';
import { columnContext } from './storage-key.ts';

/** A client that registered itself. */
export interface RegisteredClient {
  readonly clientId: string;
  /** The issuer that it registered with, and is there for alone. */
  readonly issuer: string;
  /** Its metadata, with its secret. */
  readonly payload: OidcPayload;
  readonly createdAtMs: number;
}

/** Clients that registered themselves: kept until somebody removes them. Methods throw `AppError` `storage-unavailable`. */
export interface OidcClients {
  /** Keeps a client in the place of the one of that name, which keeps the time it was made at. */
  save(client: RegisteredClient): Promise<void>;
  find(clientId: string): Promise<RegisteredClient | undefined>;
  /** All of them, the oldest first. */
  list(): Promise<readonly RegisteredClient[]>;
  /** Whether there was one. */
  remove(clientId: string): Promise<boolean>;
}

const table = 'oidc_clients';

/** Registered clients over the table `oidc_clients`. */
export function createOidcClients({ database, seal }: Pick<Storage, 'database' | 'seal'>): OidcClients {
  const { kysely, time } = database;
  const contextOf = (clientId: string) => columnContext(table, 'payload', clientId);
  const read = (row: ClientRow): RegisteredClient => ({
    clientId: row.client_id,
    issuer: row.issuer,
    payload: parsePayload(seal.open(row.payload, contextOf(row.client_id))),
    createdAtMs: time.read(row.created),
  });
  const select = () => kysely.selectFrom(table).select(['client_id', 'issuer', 'payload', 'created']);
  return {
    async save({ clientId, issuer, payload, createdAtMs }) {
      const sealed = seal.seal(Buffer.from(JSON.stringify(payload)), contextOf(clientId));
      const values = { client_id: clientId, issuer, payload: sealed, created: time.write(createdAtMs) };
      await kysely
        .insertInto(table)
        .values(values)
        .onConflict((conflict) => conflict.column('client_id').doUpdateSet({ payload: sealed }))
        .execute();
    },
    async find(clientId) {
      const row = await select().where('client_id', '=', clientId).executeTakeFirst();
      // Some databases compare texts without regard to case.
      return row?.client_id === clientId ? read(row) : undefined;
    },
    async list() {
      return (await select().orderBy('id').execute()).map(read);
    },
    async remove(clientId) {
      const { numDeletedRows } = await kysely
        .deleteFrom(table)
        .where('client_id', '=', clientId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

interface ClientRow {
  readonly client_id: string;
  readonly issuer: string;
  readonly payload: Uint8Array;
  readonly created: string;
}

function parsePayload(plain: Uint8Array | undefined): OidcPayload {
  const parsed: unknown = plain === undefined ? undefined : JSON.parse(Buffer.from(plain).toString());
  if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  throw new AppError('internal', 'A registered client cannot be read.', {
    detail: `a row of ${table} does not open: it was changed, or moved from another row`,
  });
}
