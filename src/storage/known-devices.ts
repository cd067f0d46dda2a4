import type { Database } from './database.ts';
import { purgeRows } from './purge-rows.ts';

/** What is known of a browser: nothing bad for a person's first one, for there is nothing to compare it with. */
export type DeviceAcquaintance = 'first' | 'known' | 'new';

/** The browsers that people have signed in with. Methods throw `AppError` `storage-unavailable`. */
export interface KnownDevices {
  /** Notes that this person signed in with that browser, and gives whether it was known. */
  meet(username: string, digest: string, nowMs: number): Promise<DeviceAcquaintance>;
  /** Forgets those not seen since, at most so many; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** Over the table `known_devices`. */
export function createKnownDevices(database: Database): KnownDevices {
  const { kysely, time } = database;
  return {
    async meet(username, digest, nowMs) {
      const now = time.write(nowMs);
      const { numUpdatedRows } = await kysely
        .updateTable('known_devices')
        .set({ last_seen: now })
        .where('username', '=', username)
        .where('digest', '=', digest)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) return 'known';
      const other = await kysely
        .selectFrom('known_devices')
        .select('id')
        .where('username', '=', username)
        .limit(1)
        .executeTakeFirst();
      await kysely
        .insertInto('known_devices')
        .values({ username, digest, first_seen: now, last_seen: now })
        .onConflict((conflict) => conflict.columns(['username', 'digest']).doNothing())
        .execute();
      return other === undefined ? 'first' : 'new';
    },
    purge: (beforeMs, limit) => purgeRows(database, 'known_devices', { beforeMs, limit }),
  };
}
