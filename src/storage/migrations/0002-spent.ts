import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** What was spent and cannot be spent again (design.md §4). */
export function spent(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await words
        .createTable(db, 'spent')
        .addColumn('digest', 'varchar(43)', (column) => column.notNull().unique())
        .addColumn('ends', words.time, (column) => column.notNull())
        .execute();
      await db.schema.createIndex('spent_ends_idx').on('spent').columns(['ends']).execute();
    },
    async down(db: Kysely<unknown>) {
      await db.schema.dropTable('spent').execute();
    },
  };
}
