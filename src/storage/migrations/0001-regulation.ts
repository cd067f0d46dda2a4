import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The log of sign-in attempts, the bans, and the program's own sealed values (behaviour.md §7.2). */
export const regulation: Migration = {
  async up(db: Kysely<unknown>) {
    await tableWithId(db, 'authentication_logs')
      .addColumn('time', 'text', notNull)
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
    await banTable(db, 'banned_user', 'username').execute();
    await index(db, 'banned_user', ['username']);
    await banTable(db, 'banned_ip', 'ip').execute();
    await index(db, 'banned_ip', ['ip']);
    await tableWithId(db, 'encryption')
      .addColumn('name', 'varchar(100)', (column) => column.notNull().unique())
      .addColumn('value', 'blob', notNull)
      .execute();
  },
  async down(db: Kysely<unknown>) {
    for (const table of ['encryption', 'banned_ip', 'banned_user', 'authentication_logs']) {
      await db.schema.dropTable(table).execute();
    }
  },
};

function tableWithId<Name extends string>(db: Kysely<unknown>, name: Name): CreateTableBuilder<Name, 'id'> {
  return db.schema
    .createTable(name)
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement());
}

function banTable<Name extends string>(db: Kysely<unknown>, name: Name, subject: string) {
  return tableWithId(db, name)
    .addColumn('time', 'text', notNull)
    .addColumn(subject, 'varchar(255)', notNull)
    .addColumn('expires', 'text')
    .addColumn('expired', 'text')
    .addColumn('revoked', 'integer', notNull)
    .addColumn('source', 'varchar(10)', notNull)
    .addColumn('reason', 'varchar(100)');
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
