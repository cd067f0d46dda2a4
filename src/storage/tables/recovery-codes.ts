import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/** Recovery codes (ours alone): ten rows for each person who has some, counted from 0. */
export interface RecoveryCodesTable {
  id: Generated<number>;
  username: string;
  position: number;
  /** Keyed HMAC-SHA256 of user name and code, base64url: the table alone gives no code away. */
  digest: string;
  created_at: StoredTime;
  used_at: StoredTime | null;
}
