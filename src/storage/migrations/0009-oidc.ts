import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SchemaWords } from '../database.ts';

const tables = [
  'oauth2_consent_preconfiguration',
  'user_opaque_identifier',
  'oidc_ended_sign_ins',
  'oidc_authorizations',
  'oidc_artifacts',
] as const;

/** What the OpenID Connect provider keeps (behaviour.md §7.2 where Authelia has the same). */
export function oidc(words: SchemaWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createArtifacts(words, db);
      await createSignIns(words, db);
      await createPeople(words, db);
    },
    async down(db: Kysely<unknown>) {
      for (const table of tables) await db.schema.dropTable(table).execute();
    },
  };
}

async function createArtifacts(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  await words
    .createTable(db, 'oidc_artifacts')
    .addColumn('digest', digest, (column) => column.notNull().unique())
    .addColumn('grant_digest', digest)
    .addColumn('sign_in_digest', digest)
    .addColumn('payload', words.bytes, notNull)
    .addColumn('consumed', words.time)
    .addColumn('expires', words.time, notNull)
    .execute();
  for (const column of ['grant_digest', 'sign_in_digest', 'expires']) {
    await createIndex(db, 'oidc_artifacts', column);
  }
}

async function createSignIns(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  await words
    .createTable(db, 'oidc_authorizations')
    .addColumn('sign_in_digest', digest, notNull)
    .addColumn('client_digest', digest, notNull)
    .addColumn('payload', words.bytes, notNull)
    .addColumn('expires', words.time, notNull)
    .addUniqueConstraint('oidc_authorizations_sign_in_client_key', ['sign_in_digest', 'client_digest'])
    .execute();
  await createIndex(db, 'oidc_authorizations', 'expires');
  await words
    .createTable(db, 'oidc_ended_sign_ins')
    .addColumn('sign_in_digest', digest, (column) => column.notNull().unique())
    .addColumn('expires', words.time, notNull)
    .execute();
  await createIndex(db, 'oidc_ended_sign_ins', 'expires');
}

async function createPeople(words: SchemaWords, db: Kysely<unknown>): Promise<void> {
  await words
    .createTable(db, 'user_opaque_identifier')
    .addColumn('service', 'varchar(20)', notNull)
    .addColumn('sector_id', 'varchar(255)', notNull)
    .addColumn('username', 'varchar(255)', notNull)
    .addColumn('identifier', 'varchar(36)', (column) => column.notNull().unique())
    .addUniqueConstraint('user_opaque_identifier_key', ['service', 'sector_id', 'username'])
    .execute();
  await words
    .createTable(db, 'oauth2_consent_preconfiguration')
    .addColumn('client_id', 'varchar(100)', notNull)
    .addColumn('subject', 'varchar(36)', notNull)
    .addColumn('created_at', words.time, notNull)
    .addColumn('expires_at', words.time, notNull)
    .addColumn('revoked', 'integer', notNull)
    .addColumn('scopes', 'text', notNull)
    .addColumn('audience', 'text', notNull)
    .addColumn('requested_claims', 'text', notNull)
    .addColumn('signature_claims', 'varchar(64)', notNull)
    .addColumn('granted_claims', 'text', notNull)
    .execute();
  await db.schema
    .createIndex('oauth2_consent_preconfiguration_subject_idx')
    .on('oauth2_consent_preconfiguration')
    .columns(['subject', 'client_id'])
    .execute();
  await createIndex(db, 'oauth2_consent_preconfiguration', 'expires_at');
}

const digest = 'varchar(43)';

function createIndex(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  return db.schema.createIndex(`${table}_${column}_idx`).on(table).columns([column]).execute();
}

function notNull(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
