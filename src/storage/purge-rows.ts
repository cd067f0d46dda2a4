import { sql } from 'kysely';
import type { Database } from './database.ts';

/** The tables whose rows are forgotten after a time, and the column that says which are the oldest. */
const oldestBy = {
  audit_events: 'time',
  authentication_logs: 'time',
  identity_verification: 'exp',
  known_devices: 'last_seen',
  oauth2_consent_preconfiguration: 'expires_at',
  oidc_artifacts: 'expires',
  oidc_authorizations: 'expires',
  oidc_ended_sign_ins: 'expires',
  oidc_logouts: 'expires',
  oidc_registration_tokens: 'expires',
  one_time_code: 'expires',
  remembered_devices: 'expires',
  sessions: 'expires',
  spent: 'ends',
  totp_history: 'created_at',
} as const;

/** Forgets the rows of a table from before then, the oldest first, at most so many; gives how many went. */
export async function purgeRows(
  { kysely, time }: Database,
  table: keyof typeof oldestBy,
  { beforeMs, limit }: { readonly beforeMs: number; readonly limit: number },
): Promise<number> {
  const column = sql.ref<string>(oldestBy[table]);
  // Two statements, for MySQL takes no LIMIT in a subquery of a DELETE.
  const rows = await kysely
    .selectFrom(table)
    .select('id')
    .where(column, '<', time.write(beforeMs))
    .orderBy(column)
    .limit(limit)
    .execute();
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const { numDeletedRows } = await kysely.deleteFrom(table).where('id', 'in', ids).executeTakeFirst();
  return Number(numDeletedRows);
}
