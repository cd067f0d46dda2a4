import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

const digest = 'varchar(43)';

/** What clients of the OpenID Connect provider are still to be told about sign-ins that ended. */
export function oidcLogouts(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await words
        .createTable(db, 'oidc_logouts')
        .addColumn('digest', digest, (column) => column.notNull().unique())
        .addColumn('payload', words.bytes, (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('due', words.time)
        .addColumn('expires', words.time, (column) => column.notNull())
        .execute();
      for (const column of ['due', 'expires']) {
        await db.schema
          .createIndex(`oidc_logouts_${column}_idx`)
          .on('oidc_logouts')
          .columns([column])
          .execute();
      }
    },
    async down(db: Kysely<unknown>) {
      await db.schema.dropTable('oidc_logouts').execute();
    },
  };
}
