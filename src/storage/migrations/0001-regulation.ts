import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** The log of sign-in attempts, the bans, and the program's own sealed values (behaviour.md §7.2). */
export function regulation(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createLog(words, db);
      await createBans(words, db, { table: 'banned_user', subject: 'username' });
      await createBans(words, db, { table: 'banned_ip', subject: 'ip' });
      await words
        .createTable(db, 'encryption')
        .addColumn('name', 'varchar(100)', (column) => column.notNull().unique())
        .addColumn('value', words.bytes, notNull)
        .execute();
    },
    async down(db: Kysely<unknown>) {
      for (const table of ['encryption', 'banned_ip', 'banned_user', 'authentication_logs']) {
        await db.schema.dropTable(table).execute();
      }
    },
  };
}

async function createLog(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  await words
    .createTable(db, 'authentication_logs')
    .addColumn('time', words.time, notNull)
    .addColumn('successful', 'integer', notNull)
    .addColumn('banned', 'integer', notNull)
    .addColumn('username', 'varchar(255)', notNull)
    .addColumn('auth_type', 'varchar(8)', notNull)
    .addColumn('remote_ip', 'varchar(45)')
    .addColumn('remote_block', 'varchar(45)')
    .addColumn('request_uri', 'text', notNull)
    .addColumn('request_method', 'varchar(8)', notNull)
    .execute();
  await index(db, 'authentication_logs', ['username', 'time']);
  await index(db, 'authentication_logs', ['remote_block', 'time']);
  await index(db, 'authentication_logs', ['time']);
}

async function createBans(
  words: SchemaWords,
  db: Kysely<unknown>,
  { table, subject }: { readonly table: string; readonly subject: string },
): Promise<void> {
  await words
    .createTable(db, table)
    .addColumn('time', words.time, notNull)
    .addColumn(subject, 'varchar(255)', notNull)
    .addColumn('expires', words.time)
    .addColumn('expired', words.time)
    .addColumn('revoked', 'integer', notNull)
    .addColumn('source', 'varchar(10)', notNull)
    .addColumn('reason', 'varchar(100)')
    .execute();
  await index(db, table, [subject]);
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
