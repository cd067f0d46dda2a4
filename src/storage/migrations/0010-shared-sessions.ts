import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

/** Where a session was last seen, sealed, for sessions that several instances share: activity is written without its sealed record. */
export function sharedSessions(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('sessions').addColumn('seen_address', words.bytes).execute();
    },
    async down(db: Kysely<unknown>) {
      await db.schema.alterTable('sessions').dropColumn('seen_address').execute();
    },
  };
}
