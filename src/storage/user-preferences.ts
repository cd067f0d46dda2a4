import type { Database } from './database.ts';

/** Somebody's second factors as they were written; undefined where nothing was. */
export interface SecondFactorPreferences {
  readonly chosen: string | undefined;
  readonly lastUsed: string | undefined;
}

/** What people chose, and what they used last. Methods throw `AppError` `storage-unavailable`. */
export interface UserPreferences {
  read(username: string): Promise<SecondFactorPreferences>;
  /** Remembers a choice, in at most 11 characters, in place of the one of before. */
  chooseSecondFactorMethod(username: string, method: string): Promise<void>;
  /** Remembers what was used, in at most 11 characters, in place of what was used before. */
  noteSecondFactorMethod(username: string, method: string): Promise<void>;
}

/** Preferences over the table `user_preferences` (behaviour.md §7.2; `last_used_method` is ours). */
export function createUserPreferences({ kysely }: Database): UserPreferences {
  const write = async (
    username: string,
    change: { readonly second_factor_method: string } | { readonly last_used_method: string },
  ) => {
    await kysely
      .insertInto('user_preferences')
      .values({ username, ...change })
      .onConflict((conflict) => conflict.column('username').doUpdateSet(change))
      .execute();
  };
  return {
    async read(username) {
      const row = await kysely
        .selectFrom('user_preferences')
        .select(['second_factor_method', 'last_used_method'])
        .where('username', '=', username)
        .executeTakeFirst();
      return {
        chosen: row?.second_factor_method ?? undefined,
        lastUsed: row?.last_used_method ?? undefined,
      };
    },
    chooseSecondFactorMethod: (username, method) => write(username, { second_factor_method: method }),
    noteSecondFactorMethod: (username, method) => write(username, { last_used_method: method }),
  };
}
