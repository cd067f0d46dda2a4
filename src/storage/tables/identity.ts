import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/** What happened to something that was mailed; null = it did not. Addresses are canonical. */
interface MailedTable {
  id: Generated<number>;
  /** Null where the address could not be told. */
  issued_ip: string | null;
  username: string;
  consumed: StoredTime | null;
  consumed_ip: string | null;
  revoked: StoredTime | null;
  revoked_ip: string | null;
}

/** Links that were mailed; of the link itself only its `jti` (behaviour.md §6.3). */
export interface IdentityVerificationTable extends MailedTable {
  jti: string;
  iat: StoredTime;
  exp: StoredTime;
  action: string;
}

/** One-time codes that were mailed (behaviour.md §6.4). */
export interface OneTimeCodeTable extends MailedTable {
  public_id: string;
  signature: string;
  issued: StoredTime;
  expires: StoredTime;
  intent: string;
  /** Sealed. */
  code: Uint8Array;
}
