import type { Database } from './database.ts';

/** Something fetched from elsewhere. */
export interface CachedData {
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly value: Uint8Array;
}

/** What is cached, by its name. Nothing in it is secret. */
export type CachedDataName = 'mds3';

/** Things fetched from elsewhere, in the durable storage. Methods throw `AppError` `storage-unavailable`. */
export interface CachedDataStore {
  find(name: CachedDataName): Promise<CachedData | undefined>;
  /** Keeps it in the place of what was there. At most 16 MiB. */
  keep(name: CachedDataName, value: Uint8Array, nowMs: number): Promise<void>;
  /** Whether there was anything to remove. */
  remove(name: CachedDataName): Promise<boolean>;
}

/** The store over the table `cached_data` (behaviour.md §7.2). */
export function createCachedDataStore({ kysely, time }: Database): CachedDataStore {
  return {
    async find(name) {
      const row = await kysely
        .selectFrom('cached_data')
        .select(['created_at', 'updated_at', 'value'])
        .where('name', '=', name)
        .executeTakeFirst();
      return (
        row && {
          createdAtMs: time.read(row.created_at),
          updatedAtMs: time.read(row.updated_at),
          value: row.value,
        }
      );
    },
    async keep(name, value, nowMs) {
      const now = time.write(nowMs);
      await kysely
        .insertInto('cached_data')
        .values({ name, value, created_at: now, updated_at: now, encrypted: 0 })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((row) => ({
            value: row.ref('excluded.value'),
            updated_at: row.ref('excluded.updated_at'),
          })),
        )
        .execute();
    },
    async remove(name) {
      const { numDeletedRows } = await kysely
        .deleteFrom('cached_data')
        .where('name', '=', name)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
