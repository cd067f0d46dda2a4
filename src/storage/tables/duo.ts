import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/** The device that each user chose to get pushes on (behaviour.md §7.2). */
export interface DuoDevicesTable {
  id: Generated<number>;
  username: string;
  /** Duo's own name for it. */
  device: string;
  method: string;
}

/** Browsers that stand for a second factor until they expire. */
export interface RememberedDevicesTable {
  id: Generated<number>;
  /** What its person calls it by to forget it; says nothing of the digest. */
  public_id: string;
  username: string;
  cookie_domain: string;
  /** Keyed HMAC-SHA256 of what the browser's ticket holds, base64url. */
  digest: string;
  created_at: StoredTime;
  expires: StoredTime;
  last_used_at: StoredTime | null;
  browser: string;
  system: string;
}
