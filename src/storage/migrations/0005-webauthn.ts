import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** Security keys and passkeys, the handles of their people, and what is cached (behaviour.md §7.2). */
export function webauthn(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createCredentials(words, db);
      await words
        .createTable(db, 'webauthn_users')
        .addColumn('rpid', 'varchar(255)', notNull)
        .addColumn('username', 'varchar(255)', notNull)
        .addColumn('userid', 'varchar(64)', (column) => column.notNull().unique())
        .execute();
      await uniqueIndex(db, 'webauthn_users', ['rpid', 'username']);
      await words
        .createTable(db, 'cached_data')
        .addColumn('created_at', words.time, notNull)
        .addColumn('updated_at', words.time, notNull)
        .addColumn('name', 'varchar(100)', (column) => column.notNull().unique())
        .addColumn('encrypted', 'integer', notNull)
        .addColumn('value', words.manyBytes, notNull)
        .execute();
    },
    async down(db: Kysely<unknown>) {
      for (const table of ['cached_data', 'webauthn_users', 'webauthn_credentials']) {
        await db.schema.dropTable(table).execute();
      }
    },
  };
}

/** `kid` is as long as an index of MySQL can be sure to hold: 512 characters of up to 4 bytes. A sign count has 32 bits without a sign. */
async function createCredentials(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  let table = words
    .createTable(db, 'webauthn_credentials')
    .addColumn('created_at', words.time, notNull)
    .addColumn('last_used_at', words.time)
    .addColumn('rpid', 'varchar(255)', notNull)
    .addColumn('username', 'varchar(255)', notNull)
    .addColumn('description', 'varchar(64)', notNull)
    .addColumn('kid', 'varchar(512)', (column) => column.notNull().unique())
    .addColumn('aaguid', 'varchar(36)')
    .addColumn('attestation_type', 'varchar(32)', notNull)
    .addColumn('attestation_format', 'varchar(32)', notNull)
    .addColumn('attachment', 'varchar(64)', notNull)
    .addColumn('transport', 'varchar(64)', notNull)
    .addColumn('sign_count', 'bigint', notNull);
  for (const flag of flags) table = table.addColumn(flag, 'integer', notNull);
  await table.addColumn('public_key', words.bytes, notNull).addColumn('attestation', words.bytes).execute();
  await uniqueIndex(db, 'webauthn_credentials', ['rpid', 'username', 'description']);
}

const flags = [
  'clone_warning',
  'legacy',
  'discoverable',
  'present',
  'verified',
  'backup_eligible',
  'backup_state',
] as const;

async function uniqueIndex(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_${columns.join('_')}_idx`)
    .on(table)
    .columns(columns)
    .unique()
    .execute();
}

function notNull(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
