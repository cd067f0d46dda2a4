import type { Database } from './database.ts';

/** A set of recovery codes, as their digests. */
export interface RecoveryCodeSet {
  readonly username: string;
  /** Keyed digests, 43 characters each; every set of a person has the same number. */
  readonly digests: readonly string[];
  readonly createdAtMs: number;
}

/** What is left of somebody's recovery codes. */
export interface RecoveryCodesLeft {
  readonly left: number;
  /** Undefined where there never were any. */
  readonly createdAtMs: number | undefined;
}

/** Where the digests of recovery codes are kept. Methods throw `AppError` `storage-unavailable`. */
export interface RecoveryCodeStore {
  /** Keeps them unless the person has some, used or not; whether they were kept. However many ask at once, one set is kept. */
  addFirst(set: RecoveryCodeSet): Promise<boolean>;
  /** Keeps them in place of those of before, of which none is worth anything then. */
  replace(set: RecoveryCodeSet): Promise<void>;
  /** Whether it is one of the person's that was not used. */
  isUnused(username: string, digest: string): Promise<boolean>;
  markUsed(username: string, digest: string, atMs: number): Promise<void>;
  count(username: string): Promise<RecoveryCodesLeft>;
}

const table = 'recovery_codes';

/** The codes over the table `recovery_codes`. Both ways of writing are one statement each, so that sets never mix. */
export function createRecoveryCodeStore({ kysely, time }: Database): RecoveryCodeStore {
  const rowsOf = ({ username, digests, createdAtMs }: RecoveryCodeSet) =>
    digests.map((digest, position) => ({
      username,
      position,
      digest,
      created_at: time.write(createdAtMs),
      used_at: null,
    }));
  const ofUser = (username: string) => kysely.selectFrom(table).where('username', '=', username);
  return {
    async addFirst(set) {
      const { numInsertedOrUpdatedRows } = await kysely
        .insertInto(table)
        .values(rowsOf(set))
        .onConflict((conflict) => conflict.columns(['username', 'position']).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === BigInt(set.digests.length);
    },
    async replace(set) {
      await kysely
        .insertInto(table)
        .values(rowsOf(set))
        .onConflict((conflict) =>
          conflict.columns(['username', 'position']).doUpdateSet((row) => ({
            digest: row.ref('excluded.digest'),
            created_at: row.ref('excluded.created_at'),
            used_at: null,
          })),
        )
        .execute();
    },
    async isUnused(username, digest) {
      const row = await ofUser(username)
        .select('id')
        .where('digest', '=', digest)
        .where('used_at', 'is', null)
        .executeTakeFirst();
      return row !== undefined;
    },
    async markUsed(username, digest, atMs) {
      await kysely
        .updateTable(table)
        .set({ used_at: time.write(atMs) })
        .where('username', '=', username)
        .where('digest', '=', digest)
        .execute();
    },
    async count(username) {
      const rows = await ofUser(username).select(['created_at', 'used_at']).execute();
      const [first] = rows;
      return {
        left: rows.filter(({ used_at }) => used_at === null).length,
        createdAtMs: first && time.read(first.created_at),
      };
    },
  };
}
