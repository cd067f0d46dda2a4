import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** Sessions that outlive the process, and what commands want ended (departures.md §2). */
export function sessions(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await words
        .createTable(db, 'sessions')
        .addColumn('session_key', 'varchar(43)', (column) => column.notNull().unique())
        .addColumn('user_digest', 'varchar(43)', (column) => column.notNull())
        .addColumn('cookie_domain', 'varchar(255)', (column) => column.notNull())
        .addColumn('sealed', words.bytes, (column) => column.notNull())
        .addColumn('last_activity', words.time, (column) => column.notNull())
        .addColumn('expires', words.time, (column) => column.notNull())
        .execute();
      for (const column of ['user_digest', 'expires']) {
        await db.schema.createIndex(`sessions_${column}_idx`).on('sessions').columns([column]).execute();
      }
      await words
        .createTable(db, 'session_ends')
        .addColumn('sealed', words.bytes, (column) => column.notNull())
        .execute();
    },
    async down(db: Kysely<unknown>) {
      await db.schema.dropTable('session_ends').execute();
      await db.schema.dropTable('sessions').execute();
    },
  };
}
