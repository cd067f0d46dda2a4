import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** The links and codes that prove who reads a person's mail (behaviour.md §7.2). */
export function identity(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await withFate(words, words.createTable(db, 'identity_verification'))
        .addColumn('jti', 'varchar(36)', (column) => column.notNull().unique())
        .addColumn('iat', words.time, notNull)
        .addColumn('exp', words.time, notNull)
        .addColumn('action', 'varchar(50)', notNull)
        .execute();
      await index(db, 'identity_verification', ['username', 'exp']);
      await index(db, 'identity_verification', ['exp']);
      await withFate(words, words.createTable(db, 'one_time_code'))
        .addColumn('public_id', 'varchar(36)', (column) => column.notNull().unique())
        .addColumn('signature', 'varchar(128)', notNull)
        .addColumn('issued', words.time, notNull)
        .addColumn('expires', words.time, notNull)
        .addColumn('intent', 'varchar(100)', notNull)
        .addColumn('code', words.bytes, notNull)
        .execute();
      // Not unique, unlike in Authelia: short codes come again, long before the old ones are forgotten.
      await index(db, 'one_time_code', ['signature']);
      await index(db, 'one_time_code', ['username', 'expires']);
      await index(db, 'one_time_code', ['expires']);
    },
    async down(db: Kysely<unknown>) {
      for (const table of ['one_time_code', 'identity_verification']) {
        await db.schema.dropTable(table).execute();
      }
    },
  };
}

/** The columns of everything that was mailed: to whom, from where, and what became of it. */
function withFate<Name extends string, Columns extends string>(
  words: SchemaWords,
  table: CreateTableBuilder<Name, Columns>,
) {
  return table
    .addColumn('issued_ip', 'varchar(45)')
    .addColumn('username', 'varchar(255)', notNull)
    .addColumn('consumed', words.time)
    .addColumn('consumed_ip', 'varchar(45)')
    .addColumn('revoked', words.time)
    .addColumn('revoked_ip', 'varchar(45)');
}

async function index(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_${columns.join('_')}_idx`)
    .on(table)
    .columns(columns)
    .execute();
}

function notNull(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
