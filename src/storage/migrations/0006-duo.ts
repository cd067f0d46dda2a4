import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** The device that Duo pushes to (behaviour.md §7.2), and the browsers that are not asked for a second factor for a while (issue 4). */
export function duo(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await words
        .createTable(db, 'duo_devices')
        .addColumn('username', 'varchar(255)', (column) => column.notNull().unique())
        .addColumn('device', 'varchar(32)', notNull)
        .addColumn('method', 'varchar(16)', notNull)
        .execute();
      await words
        .createTable(db, 'remembered_devices')
        .addColumn('public_id', 'varchar(43)', (column) => column.notNull().unique())
        .addColumn('username', 'varchar(255)', notNull)
        .addColumn('cookie_domain', 'varchar(255)', notNull)
        .addColumn('digest', 'varchar(43)', (column) => column.notNull().unique())
        .addColumn('created_at', words.time, notNull)
        .addColumn('expires', words.time, notNull)
        .addColumn('last_used_at', words.time)
        .addColumn('browser', 'varchar(40)', notNull)
        .addColumn('system', 'varchar(40)', notNull)
        .execute();
      await index(db, ['username']);
      await index(db, ['expires']);
    },
    async down(db: Kysely<unknown>) {
      for (const table of ['remembered_devices', 'duo_devices']) await db.schema.dropTable(table).execute();
    },
  };
}

async function index(db: Kysely<unknown>, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`remembered_devices_${columns.join('_')}_idx`)
    .on('remembered_devices')
    .columns(columns)
    .execute();
}

function notNull(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
