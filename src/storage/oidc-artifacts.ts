import type { Hmac } from '../lib/hmac.ts';
import type { Storage } from './open-storage.ts';
import { parseSealed } from './parse-sealed.ts';
import { purgeRows } from './purge-rows.ts';
import { createSpendOnce } from './spend-once.ts';
import { columnContext } from './storage-key.ts';

/** The payload of an artifact: JSON. */
export type OidcPayload = Readonly<Record<string, unknown>>;

/** A code, a token, a grant, …: its kind and its value, which is itself the secret. */
export interface OidcArtifactName {
  readonly kind: string;
  readonly value: string;
}

/** An artifact to be kept. */
export interface NewOidcArtifact extends OidcArtifactName {
  readonly payload: OidcPayload;
  readonly grantId: string | undefined;
  readonly signIn: string | undefined;
  readonly expiresAtMs: number;
}

/** An artifact that is there. */
export interface OidcArtifact {
  readonly payload: OidcPayload;
  readonly consumedAtMs: number | undefined;
}

/** Codes, tokens and all else that the OpenID Connect engine keeps, nothing of it readable. Methods throw `AppError` `storage-unavailable`. */
export interface OidcArtifacts {
  /** Keeps an artifact in the place of the one of that name. */
  save(artifact: NewOidcArtifact): Promise<void>;
  /** The artifact, also one that is over: its payload says when. */
  find(name: OidcArtifactName): Promise<OidcArtifact | undefined>;
  /** Consumes an artifact: true for the first to ask, however many ask at once. */
  consume(name: OidcArtifactName, nowMs: number): Promise<boolean>;
  remove(name: OidcArtifactName): Promise<void>;
  /** Removes all that came from a grant, of whatever kind. */
  removeByGrant(grantId: string): Promise<void>;
  /** Removes all that came from a sign-in. */
  removeBySignIn(signIn: string): Promise<void>;
  /** Forgets what was over before then, at most so many; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** What `createOidcArtifacts` needs: `digest` is keyed, so that a stolen table redeems nothing. */
export interface OidcStorage extends Pick<Storage, 'database' | 'seal'> {
  readonly digest: Hmac;
}

const table = 'oidc_artifacts';

/** Artifacts over the table `oidc_artifacts`; what can be used once is spent through `SpendOnce`. */
export function createOidcArtifacts({ database, seal, digest }: OidcStorage): OidcArtifacts {
  const { kysely, time } = database;
  const spendOnce = createSpendOnce(database);
  const digestOf = ({ kind, value }: OidcArtifactName) => digest(`${kind}\n${value}`);
  const contextOf = (row: string) => columnContext(table, 'payload', row);
  return {
    async save({ payload, grantId, signIn, expiresAtMs, ...name }) {
      const row = digestOf(name);
      const values = {
        digest: row,
        grant_digest: grantId === undefined ? null : digest(`grant\n${grantId}`),
        sign_in_digest: signIn === undefined ? null : digest(`sign-in\n${signIn}`),
        payload: seal.seal(Buffer.from(JSON.stringify(payload)), contextOf(row)),
        expires: time.write(expiresAtMs),
      };
      await kysely
        .insertInto(table)
        .values(values)
        .onConflict((conflict) => conflict.column('digest').doUpdateSet(values))
        .execute();
    },
    async find(name) {
      const row = digestOf(name);
      const found = await kysely
        .selectFrom(table)
        .select(['payload', 'consumed'])
        .where('digest', '=', row)
        .executeTakeFirst();
      if (found === undefined) return undefined;
      return {
        payload: parseSealed(table, seal.open(found.payload, contextOf(row)), isPayload),
        consumedAtMs: found.consumed === null ? undefined : time.read(found.consumed),
      };
    },
    async consume(name, nowMs) {
      const row = digestOf(name);
      const found = await kysely
        .selectFrom(table)
        .select('expires')
        .where('digest', '=', row)
        .executeTakeFirst();
      if (found === undefined) return false;
      if (!(await spendOnce.spend('oidc-artifact', row, time.read(found.expires)))) return false;
      await kysely
        .updateTable(table)
        .set({ consumed: time.write(nowMs) })
        .where('digest', '=', row)
        .execute();
      return true;
    },
    async remove(name) {
      await kysely.deleteFrom(table).where('digest', '=', digestOf(name)).execute();
    },
    async removeByGrant(grantId) {
      await kysely
        .deleteFrom(table)
        .where('grant_digest', '=', digest(`grant\n${grantId}`))
        .execute();
    },
    async removeBySignIn(signIn) {
      await kysely
        .deleteFrom(table)
        .where('sign_in_digest', '=', digest(`sign-in\n${signIn}`))
        .execute();
    },
    purge: (beforeMs, limit) => purgeRows(database, table, { beforeMs, limit }),
  };
}

function isPayload(value: unknown): value is OidcPayload {
  return typeof value === 'object' && value !== null;
}
