import type { Selectable } from 'kysely';
import { AppError } from '../lib/app-error.ts';
import type { Seal } from '../lib/seal.ts';
import type { Database, TimeColumn } from './database.ts';
import { columnContext } from './storage-key.ts';
import type { WebAuthnCredentialsTable } from './tables/webauthn.ts';
import type { NewWebAuthnCredential, WebAuthnCredential } from './webauthn-credential.ts';

/** Whose credentials: a person at a relying party. */
export interface CredentialOwner {
  readonly rpid: string;
  readonly username: string;
}

/** What a credential that was used told of itself. */
export interface CredentialUse {
  readonly timeMs: number;
  readonly signCount: number;
  readonly isVerified: boolean;
  readonly isBackedUp: boolean;
  /** It was used without a user name. */
  readonly isDiscoverable: boolean;
}

/** Why a credential was not kept. */
export type NotKept = 'name-taken' | 'known-already';

/** Security keys and passkeys in the durable storage. Methods throw `AppError` `storage-unavailable` or `storage-key-wrong`. */
export interface WebAuthnCredentialStore {
  /** The oldest first. */
  listOf(owner: CredentialOwner): Promise<readonly WebAuthnCredential[]>;
  /** Whether the person has any, at that relying party or, without one, at whichever. */
  hasAny(username: string, rpid?: string): Promise<boolean>;
  find(rpid: string, kid: string): Promise<WebAuthnCredential | undefined>;
  /** All of everybody, or of one person, at every relying party. */
  listAll(username?: string): Promise<readonly WebAuthnCredential[]>;
  /** Keeps a new one; a name that the person has for another one, in whichever case, is taken. */
  add(credential: NewWebAuthnCredential): Promise<'added' | NotKept>;
  /** Renames the owner's own credential; `none` where that number is not theirs. */
  rename(owner: CredentialOwner, id: number, description: string): Promise<'renamed' | 'name-taken' | 'none'>;
  /**
   * Notes that it was used; false, and nothing noted, where the counter did not go on since (WebAuthn §6.1.1): of two uses with one
   * count, one alone is noted.
   */
  noteUse(id: number, use: CredentialUse): Promise<boolean>;
  /** Notes that its counter went back. */
  warnOfClone(id: number): Promise<void>;
  /** Removes the owner's own credential; false where that number is not theirs. */
  remove(owner: CredentialOwner, id: number): Promise<boolean>;
}

type Row = Selectable<WebAuthnCredentialsTable>;

/** The store over the table `webauthn_credentials`; keys are sealed, bound to their row and its owner. */
export function createWebAuthnCredentialStore({
  database,
  seal,
}: {
  readonly database: Database;
  readonly seal: Seal;
}): WebAuthnCredentialStore {
  const { kysely, time } = database;
  const toCredential = (row: Row) => fromRow(row, time, seal);
  const table = () => kysely.selectFrom('webauthn_credentials').selectAll();

  async function isNameTaken({ rpid, username }: CredentialOwner, description: string, exceptId?: number) {
    const rows = await kysely
      .selectFrom('webauthn_credentials')
      .select(['id', 'description'])
      .where('rpid', '=', rpid)
      .where('username', '=', username)
      .execute();
    const wanted = foldCase(description);
    return rows.some((row) => row.id !== exceptId && foldCase(row.description) === wanted);
  }

  return {
    async listOf({ rpid, username }) {
      const rows = await table()
        .where('rpid', '=', rpid)
        .where('username', '=', username)
        .orderBy('id')
        .execute();
      return rows.map(toCredential);
    },
    async hasAny(username, rpid) {
      const any = kysely
        .selectFrom('webauthn_credentials')
        .select('id')
        .where('username', '=', username)
        .limit(1);
      const query = rpid === undefined ? any : any.where('rpid', '=', rpid);
      return (await query.executeTakeFirst()) !== undefined;
    },
    async find(rpid, kid) {
      const row = await table().where('rpid', '=', rpid).where('kid', '=', kid).executeTakeFirst();
      return row && toCredential(row);
    },
    async listAll(username) {
      const all = table().orderBy('id');
      const rows = await (username === undefined ? all : all.where('username', '=', username)).execute();
      return rows.map(toCredential);
    },
    async add(credential) {
      if (await isNameTaken(credential, credential.description)) return 'name-taken';
      const { numInsertedOrUpdatedRows } = await kysely
        .insertInto('webauthn_credentials')
        .values(toRow(credential, time, seal))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 1n) return 'added';
      return (await isNameTaken(credential, credential.description)) ? 'name-taken' : 'known-already';
    },
    async rename(owner, id, description) {
      if (await isNameTaken(owner, description, id)) return 'name-taken';
      const { numUpdatedRows } = await kysely
        .updateTable('webauthn_credentials')
        .set({ description })
        .where('id', '=', id)
        .where('rpid', '=', owner.rpid)
        .where('username', '=', owner.username)
        .executeTakeFirst();
      return numUpdatedRows === 1n ? 'renamed' : 'none';
    },
    async noteUse(id, use) {
      const update = kysely
        .updateTable('webauthn_credentials')
        .set({
          last_used_at: time.write(use.timeMs),
          sign_count: use.signCount,
          present: 1,
          verified: Number(use.isVerified),
          backup_state: Number(use.isBackedUp),
          ...(use.isDiscoverable ? { discoverable: 1 } : {}),
        })
        .where('id', '=', id)
        .where('clone_warning', '=', 0);
      const onward =
        use.signCount === 0
          ? update.where('sign_count', '=', 0)
          : update.where('sign_count', '<', use.signCount);
      return (await onward.executeTakeFirst()).numUpdatedRows === 1n;
    },
    async warnOfClone(id) {
      await kysely
        .updateTable('webauthn_credentials')
        .set({ clone_warning: 1 })
        .where('id', '=', id)
        .execute();
    },
    async remove({ rpid, username }, id) {
      const { numDeletedRows } = await kysely
        .deleteFrom('webauthn_credentials')
        .where('id', '=', id)
        .where('rpid', '=', rpid)
        .where('username', '=', username)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

/** Names that differ in case alone are the same to people. */
function foldCase(description: string): string {
  return description.normalize('NFC').toLowerCase();
}

/** Bound to the owner too, so that whoever can write to the database cannot make somebody's key another person's. */
function contextOf(
  column: 'public_key' | 'attestation',
  row: Pick<Row, 'kid' | 'rpid' | 'username'>,
): string {
  return columnContext('webauthn_credentials', column, `${row.kid}:${row.rpid}:${row.username}`);
}

function toRow(credential: NewWebAuthnCredential, time: TimeColumn, seal: Seal) {
  const { attestation, lastUsedAtMs } = credential;
  return {
    created_at: time.write(credential.createdAtMs),
    last_used_at: lastUsedAtMs === undefined ? null : time.write(lastUsedAtMs),
    rpid: credential.rpid,
    username: credential.username,
    description: credential.description,
    kid: credential.kid,
    aaguid: credential.aaguid ?? null,
    attestation_type: credential.attestationType,
    attestation_format: credential.attestationFormat,
    attachment: credential.attachment,
    transport: credential.transports.join(','),
    sign_count: credential.signCount,
    clone_warning: Number(credential.hasCloneWarning),
    legacy: Number(credential.isLegacy),
    discoverable: Number(credential.isDiscoverable),
    present: Number(credential.isPresent),
    verified: Number(credential.isVerified),
    backup_eligible: Number(credential.isBackupEligible),
    backup_state: Number(credential.isBackedUp),
    public_key: seal.seal(credential.publicKey, contextOf('public_key', credential)),
    attestation:
      attestation === undefined ? null : seal.seal(attestation, contextOf('attestation', credential)),
  };
}

function fromRow(row: Row, time: TimeColumn, seal: Seal): WebAuthnCredential {
  const publicKey = seal.open(row.public_key, contextOf('public_key', row));
  if (publicKey === undefined) {
    throw new AppError('storage-key-wrong', 'A security key in the storage cannot be opened.', {
      detail: `row ${row.id} of webauthn_credentials was sealed for another row, with another key, or was damaged`,
    });
  }
  return {
    id: row.id,
    createdAtMs: time.read(row.created_at),
    lastUsedAtMs: row.last_used_at === null ? undefined : time.read(row.last_used_at),
    rpid: row.rpid,
    username: row.username,
    description: row.description,
    kid: row.kid,
    aaguid: row.aaguid ?? undefined,
    attestationType: row.attestation_type,
    attestationFormat: row.attestation_format,
    attachment: row.attachment,
    transports: row.transport === '' ? [] : row.transport.split(','),
    signCount: row.sign_count,
    hasCloneWarning: row.clone_warning === 1,
    isLegacy: row.legacy === 1,
    isDiscoverable: row.discoverable === 1,
    isPresent: row.present === 1,
    isVerified: row.verified === 1,
    isBackupEligible: row.backup_eligible === 1,
    isBackedUp: row.backup_state === 1,
    publicKey,
    attestation:
      row.attestation === null ? undefined : seal.open(row.attestation, contextOf('attestation', row)),
  };
}
