import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** What happened to accounts, and the browsers that their people are known by. */
export function audit(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createAuditEvents(words, db);
      await createKnownDevices(words, db);
    },
    async down(db: Kysely<unknown>) {
      await db.schema.dropTable('known_devices').execute();
      await db.schema.dropTable('audit_events').execute();
    },
  };
}

async function createAuditEvents(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  await words
    .createTable(db, 'audit_events')
    .addColumn('time', words.time, notNull)
    .addColumn('kind', 'varchar(40)', notNull)
    .addColumn('username', 'varchar(255)', notNull)
    .addColumn('actor', 'varchar(255)')
    .addColumn('successful', 'integer', notNull)
    .addColumn('remote_ip', 'varchar(45)')
    .addColumn('user_agent', 'varchar(255)', notNull)
    .addColumn('request_id', 'varchar(128)', notNull)
    .addColumn('details', 'text', notNull)
    .execute();
  await db.schema.createIndex('audit_events_time_idx').on('audit_events').columns(['time']).execute();
  await db.schema
    .createIndex('audit_events_username_time_idx')
    .on('audit_events')
    .columns(['username', 'time'])
    .execute();
}

async function createKnownDevices(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  await words
    .createTable(db, 'known_devices')
    .addColumn('username', 'varchar(255)', notNull)
    .addColumn('digest', 'varchar(43)', notNull)
    .addColumn('first_seen', words.time, notNull)
    .addColumn('last_seen', words.time, notNull)
    .addUniqueConstraint('known_devices_username_digest_key', ['username', 'digest'])
    .execute();
  await db.schema
    .createIndex('known_devices_last_seen_idx')
    .on('known_devices')
    .columns(['last_seen'])
    .execute();
}

function notNull(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
