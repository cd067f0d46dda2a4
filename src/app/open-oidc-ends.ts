import type { Config } from '../config/config.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { EndObserver } from '../session/tell-ends.ts';
import type { Database } from '../storage/database.ts';
import { openStorageSeal } from '../storage/storage-key.ts';

/** What it stands on. */
interface OidcEndsWorld {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * What a command needs to end what came from a sign-in, without the engine: it notes which applications are to be told, and a Gatehouse that serves tells
 * them. Undefined where there is no provider. Throws `AppError` `storage-key-wrong`.
 */
export async function openOidcEnds(
  { config, clock, random }: OidcEndsWorld,
  database: Database,
): Promise<EndObserver | undefined> {
  const { oidc } = config.identity_providers;
  const { encryption_key: encryptionKey } = config.storage;
  if (oidc === undefined || encryptionKey === undefined) return undefined;
  const { openRecords } = await import('../oidc/open-records.ts');
  const { createSignInEnder } = await import('../oidc/logout/end-sign-ins.ts');
  const seal = await openStorageSeal(database, encryptionKey, random);
  const records = openRecords({ storage: { database, seal }, encryptionKey });
  return createSignInEnder({ oidc, cookies: config.session.cookies, records, clock });
}
