import type { OidcStorage } from './oidc-artifacts.ts';
import { purgeRows } from './purge-rows.ts';

/** What lets applications register themselves, as its maker sees it: the token itself is shown once and not kept. */
export interface RegistrationToken {
  readonly id: number;
  /** What its maker wrote about it; may be empty. */
  readonly note: string;
  readonly usesLeft: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Initial access tokens (RFC 7591 §3). Methods throw `AppError` `storage-unavailable`. */
export interface RegistrationTokens {
  add(token: string, about: Omit<RegistrationToken, 'id'>): Promise<void>;
  /** The token, if it is good for one more client at least. */
  find(token: string, nowMs: number): Promise<RegistrationToken | undefined>;
  /** Spends one of its uses: false where there is none left, however many ask at once. */
  spend(token: string, nowMs: number): Promise<boolean>;
  /** Those that are good for something, the oldest first. */
  list(nowMs: number): Promise<readonly RegistrationToken[]>;
  /** Whether there was one. */
  revoke(id: number): Promise<boolean>;
  /** Forgets what was over before then, at most so many; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

const table = 'oidc_registration_tokens';

/** Tokens over the table `oidc_registration_tokens`: keyed digests. */
export function createRegistrationTokens({
  database,
  digest,
}: Pick<OidcStorage, 'database' | 'digest'>): RegistrationTokens {
  const { kysely, time } = database;
  const digestOf = (token: string) => digest(`registration-token\n${token}`);
  const good = (nowMs: number) =>
    kysely
      .selectFrom(table)
      .select(['id', 'note', 'uses_left', 'created', 'expires'])
      .where('uses_left', '>', 0)
      .where('expires', '>', time.write(nowMs));
  const read = (row: Awaited<ReturnType<ReturnType<typeof good>['execute']>>[number]): RegistrationToken => ({
    id: row.id,
    note: row.note,
    usesLeft: row.uses_left,
    createdAtMs: time.read(row.created),
    expiresAtMs: time.read(row.expires),
  });
  return {
    async add(token, { note, usesLeft, createdAtMs, expiresAtMs }) {
      const times = { created: time.write(createdAtMs), expires: time.write(expiresAtMs) };
      await kysely
        .insertInto(table)
        .values({ digest: digestOf(token), note, uses_left: usesLeft, ...times })
        .execute();
    },
    async find(token, nowMs) {
      const row = await good(nowMs).where('digest', '=', digestOf(token)).executeTakeFirst();
      return row && read(row);
    },
    async spend(token, nowMs) {
      const { numUpdatedRows } = await kysely
        .updateTable(table)
        .set((expression) => ({ uses_left: expression('uses_left', '-', 1) }))
        .where('digest', '=', digestOf(token))
        .where('uses_left', '>', 0)
        .where('expires', '>', time.write(nowMs))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async list(nowMs) {
      return (await good(nowMs).orderBy('id').execute()).map(read);
    },
    async revoke(id) {
      const { numDeletedRows } = await kysely.deleteFrom(table).where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    purge: (beforeMs, limit) => purgeRows(database, table, { beforeMs, limit }),
  };
}
