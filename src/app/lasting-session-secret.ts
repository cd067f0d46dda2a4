import type { Config } from '../config/config.ts';
import { deriveKey } from '../lib/seal.ts';

/** What seals sessions that outlive the process: `session.secret` where it is written, else a key made of `storage.encryption_key`. */
export function lastingSessionSecret({
  session: { secret },
  storage: { encryption_key: key },
}: Pick<Config, 'session' | 'storage'>): string | Uint8Array {
  if (secret !== undefined) return secret;
  if (key === undefined) throw new TypeError('the configuration demands a key for the storage');
  return deriveKey(key, 'gatehouse sessions v1');
}
