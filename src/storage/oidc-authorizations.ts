import type { OidcStorage } from './oidc-artifacts.ts';
import { parseSealed } from './parse-sealed.ts';
import { purgeRows } from './purge-rows.ts';
import { columnContext } from './storage-key.ts';

/** What a client was given in one sign-in. */
export interface OidcAuthorization {
  readonly clientId: string;
  /** The subject that the person is known by. */
  readonly accountId: string;
  readonly grantId: string | undefined;
  /** What the client knows the sign-in by. */
  readonly sid: string | undefined;
  /** The level of the sign-in when it was given. */
  readonly level: number;
  /** Where the person then was; undefined where it cannot be told. */
  readonly address: string | undefined;
}

/** Which clients were given something in which sign-in. Methods throw `AppError` `storage-unavailable`. */
export interface OidcAuthorizations {
  /** Keeps what one client was given, in the place of what it was given before. */
  save(signIn: string, authorization: OidcAuthorization, expiresAtMs: number): Promise<void>;
  /** What all clients were given in a sign-in; nothing where it was ended, or its time is over. */
  find(signIn: string, nowMs: number): Promise<readonly OidcAuthorization[]>;
  /** What clients were given by a person, in whatever sign-in. */
  ofAccount(accountId: string, nowMs: number): Promise<readonly OidcAuthorization[]>;
  /** Takes from a client what a person gave it, in whatever sign-in; gives what that was. */
  removeOfAccount(accountId: string, clientId: string): Promise<readonly OidcAuthorization[]>;
  /**
   * Ends a sign-in: nothing is found of it any more, whatever is saved for it afterwards. Gives what clients were given in it, as often as it is
   * asked before `forget`.
   */
  end(signIn: string, expiresAtMs: number): Promise<readonly OidcAuthorization[]>;
  /** Forgets what clients were given in a sign-in that was ended. */
  forget(signIn: string): Promise<void>;
  /** Forgets what was over before then, at most so many rows of each table; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

const table = 'oidc_authorizations';

/** Authorizations over the tables `oidc_authorizations` and `oidc_ended_sign_ins`. */
export function createOidcAuthorizations({ database, seal, digest }: OidcStorage): OidcAuthorizations {
  const { kysely, time } = database;
  const signInDigest = (signIn: string) => digest(`sign-in\n${signIn}`);
  const clientDigest = (clientId: string) => digest(`client\n${clientId}`);
  const accountDigest = (accountId: string) => digest(`account\n${accountId}`);
  const contextOf = (row: { readonly sign_in_digest: string; readonly client_digest: string }) =>
    columnContext(table, 'payload', `${row.sign_in_digest}:${row.client_digest}`);
  const rowsOf = (row: string) =>
    kysely
      .selectFrom(table)
      .select(['sign_in_digest', 'client_digest', 'payload', 'expires'])
      .where('sign_in_digest', '=', row)
      .execute();
  /** Those of ended sign-ins stay until applications were told of the end. */
  const rowsOfAccount = (accountId: string) =>
    kysely
      .selectFrom(table)
      .select(['id', 'sign_in_digest', 'client_digest', 'payload', 'expires'])
      .where('account_digest', '=', accountDigest(accountId))
      .where('sign_in_digest', 'not in', (query) =>
        query.selectFrom('oidc_ended_sign_ins').select('sign_in_digest'),
      );
  const open = (row: Awaited<ReturnType<typeof rowsOf>>[number]) =>
    parseSealed(table, seal.open(row.payload, contextOf(row)), isAuthorization);

  return {
    async save(signIn, authorization, expiresAtMs) {
      const key = {
        sign_in_digest: signInDigest(signIn),
        client_digest: clientDigest(authorization.clientId),
      };
      const changing = {
        payload: seal.seal(Buffer.from(JSON.stringify(authorization)), contextOf(key)),
        account_digest: accountDigest(authorization.accountId),
        expires: time.write(expiresAtMs),
      };
      await kysely
        .insertInto(table)
        .values({ ...key, ...changing })
        .onConflict((conflict) => conflict.columns(['sign_in_digest', 'client_digest']).doUpdateSet(changing))
        .execute();
    },
    async find(signIn, nowMs) {
      const row = signInDigest(signIn);
      const ended = await kysely
        .selectFrom('oidc_ended_sign_ins')
        .select('id')
        .where('sign_in_digest', '=', row)
        .executeTakeFirst();
      if (ended !== undefined) return [];
      const rows = await rowsOf(row);
      return rows.filter(({ expires }) => time.read(expires) > nowMs).map(open);
    },
    async ofAccount(accountId, nowMs) {
      const rows = await rowsOfAccount(accountId).execute();
      return rows.filter(({ expires }) => time.read(expires) > nowMs).map(open);
    },
    async removeOfAccount(accountId, clientId) {
      const rows = await rowsOfAccount(accountId)
        .where('client_digest', '=', clientDigest(clientId))
        .execute();
      for (const { id } of rows) await kysely.deleteFrom(table).where('id', '=', id).execute();
      return rows.map(open);
    },
    async end(signIn, expiresAtMs) {
      const row = signInDigest(signIn);
      await kysely
        .insertInto('oidc_ended_sign_ins')
        .values({ sign_in_digest: row, expires: time.write(expiresAtMs) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return (await rowsOf(row)).map(open);
    },
    async forget(signIn) {
      await kysely.deleteFrom(table).where('sign_in_digest', '=', signInDigest(signIn)).execute();
    },
    async purge(beforeMs, limit) {
      return Math.max(
        await purgeRows(database, table, { beforeMs, limit }),
        await purgeRows(database, 'oidc_ended_sign_ins', { beforeMs, limit }),
      );
    },
  };
}

function isAuthorization(value: unknown): value is OidcAuthorization {
  return (
    typeof value === 'object' &&
    value !== null &&
    'clientId' in value &&
    'accountId' in value &&
    'level' in value
  );
}
