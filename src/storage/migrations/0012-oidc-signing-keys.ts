import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** The keys that the OpenID Connect provider makes for itself (`key_rotation`). */
export function oidcSigningKeys(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await words
        .createTable(db, 'oidc_signing_keys')
        .addColumn('kid', 'varchar(100)', (column) => column.notNull().unique())
        .addColumn('algorithm', 'varchar(10)', notNull)
        .addColumn('generation', 'integer', notNull)
        .addColumn('created', words.time, notNull)
        .addColumn('signs_from', words.time, notNull)
        .addColumn('private_key', words.bytes, notNull)
        .addUniqueConstraint('oidc_signing_keys_generation_key', ['algorithm', 'generation'])
        .execute();
    },
    async down(db: Kysely<unknown>) {
      await db.schema.dropTable('oidc_signing_keys').execute();
    },
  };
}

function notNull(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
