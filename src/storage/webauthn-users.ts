import type { Random } from '../lib/random.ts';
import type { Database } from './database.ts';
import type { CredentialOwner } from './webauthn-credentials.ts';

/** By which handles authenticators know people, in the durable storage. Methods throw `AppError` `storage-unavailable`. */
export interface WebAuthnUserStore {
  /** The person's handle, 64 random characters; made when it is first asked for, once, however many ask at once (behaviour.md §6.6). */
  handleOf(owner: CredentialOwner): Promise<string>;
  /** The person's handle; undefined where none was made yet. */
  find(owner: CredentialOwner): Promise<string | undefined>;
  /** All of everybody. */
  listAll(): Promise<readonly (CredentialOwner & { readonly handle: string })[]>;
  /** Keeps a handle that was made elsewhere; false where the person has one already, or the handle is somebody else's. */
  add(owner: CredentialOwner, handle: string): Promise<boolean>;
}

/** 48 bytes are 64 characters of base64url. */
const handleBytes = 48;

/** The store over the table `webauthn_users`. */
export function createWebAuthnUserStore({ kysely }: Database, random: Random): WebAuthnUserStore {
  async function find({ rpid, username }: CredentialOwner): Promise<string | undefined> {
    const row = await kysely
      .selectFrom('webauthn_users')
      .select('userid')
      .where('rpid', '=', rpid)
      .where('username', '=', username)
      .executeTakeFirst();
    return row?.userid;
  }

  async function add({ rpid, username }: CredentialOwner, userid: string): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await kysely
      .insertInto('webauthn_users')
      .values({ rpid, username, userid })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  return {
    add,
    find,
    async handleOf(owner) {
      const known = await find(owner);
      if (known !== undefined) return known;
      const fresh = random.bytes(handleBytes).toString('base64url');
      // Where somebody else was first, theirs is the handle.
      return (await add(owner, fresh)) ? fresh : ((await find(owner)) ?? fresh);
    },
    async listAll() {
      const rows = await kysely.selectFrom('webauthn_users').selectAll().orderBy('id').execute();
      return rows.map(({ rpid, username, userid }) => ({ rpid, username, handle: userid }));
    },
  };
}
