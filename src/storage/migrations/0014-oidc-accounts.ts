import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

const table = 'oidc_authorizations';
const index = 'oidc_authorizations_account_digest_idx';

/** Whose authorizations are whose, so that people can be shown theirs; those of before have no name and end with their sign-ins. */
export function oidcAccounts(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable(table).addColumn('account_digest', 'varchar(43)').execute();
      await db.schema.createIndex(index).on(table).columns(['account_digest']).execute();
    },
    async down(db: Kysely<unknown>) {
      await words.dropIndex(db, table, index);
      await db.schema.alterTable(table).dropColumn('account_digest').execute();
    },
  };
}
