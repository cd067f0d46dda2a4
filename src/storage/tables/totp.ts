import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/** What people chose (behaviour.md §7.2). */
export interface UserPreferencesTable {
  id: Generated<number>;
  username: string;
  second_factor_method: string;
}

/** The one-time passwords that people enrolled (behaviour.md §7.2), one row for each of them. */
export interface TotpConfigurationsTable {
  id: Generated<number>;
  created_at: StoredTime;
  last_used_at: StoredTime | null;
  username: string;
  issuer: string;
  algorithm: string;
  digits: number;
  period: number;
  /** Sealed, bound to the row's user name. */
  secret: Uint8Array;
}

/** The steps whose one-time passwords were taken. */
export interface TotpHistoryTable {
  id: Generated<number>;
  created_at: StoredTime;
  username: string;
  /** Keyed HMAC-SHA256 of user name and step, in hexadecimal. */
  step: string;
}
