import type { Database } from './database.ts';

/** What people chose. Methods throw `AppError` `storage-unavailable`. */
export interface UserPreferences {
  /** The preferred second factor as it was written; undefined where nothing was chosen. */
  secondFactorMethod(username: string): Promise<string | undefined>;
  /** Remembers a choice, in at most 11 characters, in place of the one of before. */
  chooseSecondFactorMethod(username: string, method: string): Promise<void>;
}

/** Preferences over the table `user_preferences` (behaviour.md §7.2). */
export function createUserPreferences({ kysely }: Database): UserPreferences {
  return {
    async secondFactorMethod(username) {
      const row = await kysely
        .selectFrom('user_preferences')
        .select('second_factor_method')
        .where('username', '=', username)
        .executeTakeFirst();
      return row?.second_factor_method;
    },
    async chooseSecondFactorMethod(username, method) {
      await kysely
        .insertInto('user_preferences')
        .values({ username, second_factor_method: method })
        .onConflict((conflict) => conflict.column('username').doUpdateSet({ second_factor_method: method }))
        .execute();
    },
  };
}
