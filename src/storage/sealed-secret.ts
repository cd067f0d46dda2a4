import { AppError } from '../lib/app-error.ts';
import type { Random } from '../lib/random.ts';
import type { Seal } from '../lib/seal.ts';
import type { Database } from './database.ts';
import { columnContext } from './storage-key.ts';

/** Random secrets that the program keeps for itself, by their names in the table `encryption` (behaviour.md §7.2). */
export type SealedSecretName = 'hmac_key_otc' | 'hmac_key_otp' | 'hmac_key_recovery';

/** As long as what HMAC-SHA512 gives, the least that RFC 2104 §3 recommends. */
const secretBytes = 64;

/**
 * The secret of that name, 64 random bytes: made and sealed by whoever asks first, of all instances that share the database, and opened by
 * everybody after. Throws `AppError` `storage-key-wrong` where it was sealed with another key, or `storage-unavailable`.
 */
export async function openSealedSecret(
  { database, seal }: { readonly database: Database; readonly seal: Seal },
  name: SealedSecretName,
  random: Random,
): Promise<Buffer> {
  const context = columnContext('encryption', 'value', name);
  const kept =
    (await readSecret(database, name)) ??
    (await makeSecret(database, name, seal.seal(random.bytes(secretBytes), context)));
  const secret = kept && seal.open(kept, context);
  if (secret === undefined) {
    throw new AppError('storage-key-wrong', 'A secret in the storage cannot be opened.', {
      detail: `the value named ${name} in the table encryption was sealed with another storage.encryption_key, or was damaged`,
    });
  }
  return secret;
}

/** Adds it unless another instance was first; gives what is there then. */
async function makeSecret(
  database: Database,
  name: SealedSecretName,
  value: Uint8Array,
): Promise<Uint8Array | undefined> {
  await database.kysely
    .insertInto('encryption')
    .values({ name, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return readSecret(database, name);
}

async function readSecret({ kysely }: Database, name: SealedSecretName): Promise<Uint8Array | undefined> {
  const row = await kysely
    .selectFrom('encryption')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}
