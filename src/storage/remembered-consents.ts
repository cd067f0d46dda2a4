import type { Database } from './database.ts';
import { purgeRows } from './purge-rows.ts';

/** What somebody agreed to, and let be remembered. */
export interface RememberedConsent {
  readonly clientId: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly audience: readonly string[];
  readonly claims: readonly string[];
}

/** One that is there. */
export interface FoundConsent extends RememberedConsent {
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Consents that are not asked for again for a time. Methods throw `AppError` `storage-unavailable`. */
export interface RememberedConsents {
  remember(
    consent: RememberedConsent,
    times: { readonly createdAtMs: number; readonly expiresAtMs: number },
  ): Promise<void>;
  /** Whether exactly this was agreed to, no more and no less, and is still good. */
  has(consent: RememberedConsent, nowMs: number): Promise<boolean>;
  /** What a person let be remembered, and is still good. */
  ofSubject(subject: string, nowMs: number): Promise<readonly FoundConsent[]>;
  /** Remembers nothing of a person for a client any more; tells whether there was anything. */
  revoke(subject: string, clientId: string): Promise<boolean>;
  /** Forgets what was over before then, at most so many; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

const table = 'oauth2_consent_preconfiguration';

/** Consents over the table `oauth2_consent_preconfiguration` (behaviour.md §7.2, §9.4). */
export function createRememberedConsents(database: Database): RememberedConsents {
  const { kysely, time } = database;
  return {
    async remember({ clientId, subject, scopes, audience, claims }, { createdAtMs, expiresAtMs }) {
      await kysely
        .insertInto(table)
        .values({
          client_id: clientId,
          subject,
          created_at: time.write(createdAtMs),
          expires_at: time.write(expiresAtMs),
          revoked: 0,
          scopes: join(scopes),
          audience: join(audience),
          requested_claims: join(claims),
          signature_claims: '',
          granted_claims: join(claims),
        })
        .execute();
    },
    async has({ clientId, subject, scopes, audience, claims }, nowMs) {
      const rows = await kysely
        .selectFrom(table)
        .select(['scopes', 'audience', 'requested_claims'])
        .where('subject', '=', subject)
        .where('client_id', '=', clientId)
        .where('revoked', '=', 0)
        .where('expires_at', '>', time.write(nowMs))
        .execute();
      return rows.some(
        (row) =>
          row.scopes === join(scopes) &&
          row.audience === join(audience) &&
          row.requested_claims === join(claims),
      );
    },
    async ofSubject(subject, nowMs) {
      const rows = await kysely
        .selectFrom(table)
        .select(['client_id', 'scopes', 'audience', 'granted_claims', 'created_at', 'expires_at'])
        .where('subject', '=', subject)
        .where('revoked', '=', 0)
        .where('expires_at', '>', time.write(nowMs))
        .execute();
      return rows.map((row) => ({
        clientId: row.client_id,
        subject,
        scopes: split(row.scopes),
        audience: split(row.audience),
        claims: split(row.granted_claims),
        createdAtMs: time.read(row.created_at),
        expiresAtMs: time.read(row.expires_at),
      }));
    },
    async revoke(subject, clientId) {
      const { numUpdatedRows } = await kysely
        .updateTable(table)
        .set({ revoked: 1 })
        .where('subject', '=', subject)
        .where('client_id', '=', clientId)
        .where('revoked', '=', 0)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    purge: (beforeMs, limit) => purgeRows(database, table, { beforeMs, limit }),
  };
}

/** The order and repetitions say nothing. */
function join(names: readonly string[]): string {
  return [...new Set(names)].toSorted().join('|');
}

function split(text: string): readonly string[] {
  return text === '' ? [] : text.split('|');
}
