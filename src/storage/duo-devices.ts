import type { Database } from './database.ts';

/** The device that somebody gets pushes on, and how. */
export interface DuoDevice {
  readonly device: string;
  readonly method: string;
}

/** What people chose at Duo. Methods throw `AppError` `storage-unavailable`. */
export interface DuoDevices {
  find(username: string): Promise<DuoDevice | undefined>;
  /** In the place of the one before, if any. */
  choose(username: string, chosen: DuoDevice): Promise<void>;
  /** Forgets it; whether there was one. */
  remove(username: string): Promise<boolean>;
}

/** Choices over the table `duo_devices` (behaviour.md §7.2). */
export function createDuoDevices({ kysely }: Database): DuoDevices {
  return {
    find: (username) =>
      kysely
        .selectFrom('duo_devices')
        .select(['device', 'method'])
        .where('username', '=', username)
        .executeTakeFirst(),
    async choose(username, { device, method }) {
      await kysely
        .insertInto('duo_devices')
        .values({ username, device, method })
        .onConflict((conflict) => conflict.column('username').doUpdateSet({ device, method }))
        .execute();
    },
    async remove(username) {
      const { numDeletedRows } = await kysely
        .deleteFrom('duo_devices')
        .where('username', '=', username)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
