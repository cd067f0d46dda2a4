import { AppError } from '../lib/app-error.ts';
import type { Database } from './database.ts';

/** Names of people that say nothing of them: the subjects of OpenID Connect. Methods throw `AppError` `storage-unavailable`. */
export interface OpaqueIdentifiers {
  /** The identifier of a user for a sector (empty = the public one); `fresh` is kept where there is none yet. */
  of(username: string, sector: string, fresh: () => string): Promise<string>;
  /** Whose public identifier that is. */
  findUser(identifier: string): Promise<string | undefined>;
}

const service = 'openid';

/** Identifiers over the table `user_opaque_identifier` (behaviour.md §9.3). They are never forgotten: clients know people by them. */
export function createOpaqueIdentifiers({ kysely }: Database): OpaqueIdentifiers {
  const find = (username: string, sector: string) =>
    kysely
      .selectFrom('user_opaque_identifier')
      .select('identifier')
      .where('service', '=', service)
      .where('sector_id', '=', sector)
      .where('username', '=', username)
      .executeTakeFirst();
  return {
    async of(username, sector, fresh) {
      const known = await find(username, sector);
      if (known !== undefined) return known.identifier;
      await kysely
        .insertInto('user_opaque_identifier')
        .values({ service, sector_id: sector, username, identifier: fresh() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      // Another request may have been first.
      const kept = await find(username, sector);
      if (kept === undefined) throw new AppError('internal', 'An identifier could not be kept.');
      return kept.identifier;
    },
    async findUser(identifier) {
      const row = await kysely
        .selectFrom('user_opaque_identifier')
        .select('username')
        .where('service', '=', service)
        .where('sector_id', '=', '')
        .where('identifier', '=', identifier)
        .executeTakeFirst();
      return row?.username;
    },
  };
}
