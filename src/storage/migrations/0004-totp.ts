import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** Preferences, one-time passwords and their history (behaviour.md §7.2), recovery codes (departures.md §4). */
export function totp(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await words
        .createTable(db, 'user_preferences')
        .addColumn('username', 'varchar(255)', (column) => column.notNull().unique())
        .addColumn('second_factor_method', 'varchar(11)', notNull)
        .execute();
      await words
        .createTable(db, 'totp_configurations')
        .addColumn('created_at', words.time, notNull)
        .addColumn('last_used_at', words.time)
        .addColumn('username', 'varchar(255)', (column) => column.notNull().unique())
        .addColumn('issuer', 'varchar(255)', notNull)
        .addColumn('algorithm', 'varchar(6)', notNull)
        .addColumn('digits', 'integer', notNull)
        .addColumn('period', 'integer', notNull)
        .addColumn('secret', words.bytes, notNull)
        .execute();
      await createHistory(words, db);
      await createRecoveryCodes(words, db);
    },
    async down(db: Kysely<unknown>) {
      for (const table of ['recovery_codes', 'totp_history', 'totp_configurations', 'user_preferences']) {
        await db.schema.dropTable(table).execute();
      }
    },
  };
}

async function createHistory(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  await words
    .createTable(db, 'totp_history')
    .addColumn('created_at', words.time, notNull)
    .addColumn('username', 'varchar(255)', notNull)
    .addColumn('step', 'varchar(64)', notNull)
    .addUniqueConstraint('totp_history_username_step_key', ['username', 'step'])
    .execute();
  await db.schema
    .createIndex('totp_history_created_at_idx')
    .on('totp_history')
    .columns(['created_at'])
    .execute();
}

async function createRecoveryCodes(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  await words
    .createTable(db, 'recovery_codes')
    .addColumn('username', 'varchar(255)', notNull)
    .addColumn('position', 'integer', notNull)
    .addColumn('digest', 'varchar(43)', notNull)
    .addColumn('created_at', words.time, notNull)
    .addColumn('used_at', words.time)
    .addUniqueConstraint('recovery_codes_username_position_key', ['username', 'position'])
    .execute();
}

function notNull(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
