import type { Migration, MigrationInfo, MigrationResultSet } from 'kysely/migration';
import { Migrator, NO_MIGRATIONS } from 'kysely/migration';
import { AppError } from '../lib/app-error.ts';
import type { Database, SchemaWords } from './database.ts';
import { regulation } from './migrations/0001-regulation.ts';
import { spent } from './migrations/0002-spent.ts';
import { identity } from './migrations/0003-identity.ts';
import { totp } from './migrations/0004-totp.ts';
import { webauthn } from './migrations/0005-webauthn.ts';
import { duo } from './migrations/0006-duo.ts';
import { audit } from './migrations/0007-audit.ts';
import { sessions } from './migrations/0008-sessions.ts';
import { oidc } from './migrations/0009-oidc.ts';
import { sharedSessions } from './migrations/0010-shared-sessions.ts';
import { oidcLogouts } from './migrations/0011-oidc-logouts.ts';
import { oidcSigningKeys } from './migrations/0012-oidc-signing-keys.ts';
import { oidcRegistration } from './migrations/0013-oidc-registration.ts';
import { oidcAccounts } from './migrations/0014-oidc-accounts.ts';
import { refuseForeignTables } from './refuse-foreign-tables.ts';

/** All steps by name, in order; a published one never changes. Each is made for the words of one engine. */
const migrations: Readonly<Record<string, (words: SchemaWords) => Migration>> = {
  '0001-regulation': regulation,
  '0002-spent': spent,
  '0003-identity': identity,
  '0004-totp': totp,
  '0005-webauthn': webauthn,
  '0006-duo': duo,
  '0007-audit': audit,
  '0008-sessions': sessions,
  '0009-oidc': oidc,
  '0010-shared-sessions': sharedSessions,
  '0011-oidc-logouts': oidcLogouts,
  '0012-oidc-signing-keys': oidcSigningKeys,
  '0013-oidc-registration': oidcRegistration,
  '0014-oidc-accounts': oidcAccounts,
};

/** The first words of the migrator's complaint about a step that it does not know. */
const unknownStep = 'corrupted migrations';

/**
 * Brings the schema up to this version. Instances that start together wait for each other. Gives the names of the steps taken. A schema
 * newer than this program is an `AppError`.
 */
export async function migrateUp(database: Database): Promise<readonly string[]> {
  await refuseForeignTables(database);
  return namesOf(await migratorFor(database).migrateToLatest());
}

/** Takes the schema back to just after the named step, or to nothing; data of the steps undone is lost. */
export async function migrateDown(
  database: Database,
  target: string | undefined,
): Promise<readonly string[]> {
  return namesOf(await migratorFor(database).migrateTo(target ?? NO_MIGRATIONS));
}

/** Every step with the time at which it was taken, if it was. */
export function listMigrations(database: Database): Promise<readonly MigrationInfo[]> {
  return migratorFor(database).getMigrations();
}

function migratorFor({ kysely, migrating = kysely, schema, words }: Database): Migrator {
  const steps = Object.entries(migrations).map(([name, make]) => [name, make(words)] as const);
  return new Migrator({
    db: migrating,
    provider: { getMigrations: () => Promise.resolve(Object.fromEntries(steps)) },
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
    migrationTableName: 'gatehouse_migration',
    migrationLockTableName: 'gatehouse_migration_lock',
  });
}

function namesOf({ error, results }: MigrationResultSet): readonly string[] {
  if (error === undefined) return (results ?? []).map(({ migrationName }) => migrationName);
  if (error instanceof AppError) throw error;
  const reason = error instanceof Error ? error.message : 'unknown';
  throw new AppError('storage-unavailable', 'The storage cannot be brought up to date.', {
    detail: reason.startsWith(unknownStep)
      ? `the database was written by a newer version of Gatehouse, which this one would damage (${reason})`
      : reason,
    cause: error,
  });
}
