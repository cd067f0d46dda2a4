import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** Clients that registered themselves, and the tokens that let them. */
export function oidcRegistration(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await words
        .createTable(db, 'oidc_clients')
        .addColumn('client_id', 'varchar(100)', (column) => column.notNull().unique())
        .addColumn('issuer', 'text', notNull)
        .addColumn('payload', words.bytes, notNull)
        .addColumn('created', words.time, notNull)
        .execute();
      await words
        .createTable(db, 'oidc_registration_tokens')
        .addColumn('digest', 'varchar(43)', (column) => column.notNull().unique())
        .addColumn('note', 'varchar(255)', notNull)
        .addColumn('uses_left', 'integer', notNull)
        .addColumn('created', words.time, notNull)
        .addColumn('expires', words.time, notNull)
        .execute();
    },
    async down(db: Kysely<unknown>) {
      await db.schema.dropTable('oidc_registration_tokens').execute();
      await db.schema.dropTable('oidc_clients').execute();
    },
  };
}

function notNull(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
