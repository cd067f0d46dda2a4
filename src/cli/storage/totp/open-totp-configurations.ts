import { systemRandom } from '../../../lib/random.ts';
import { openStorageSeal } from '../../../storage/storage-key.ts';
import { createTotpConfigurations, type TotpConfigurations } from '../../../storage/totp-configurations.ts';
import type { StorageCommandContext } from '../storage-command.ts';

/** Everybody's one-time passwords, for a command. */
export async function openTotpConfigurations({
  database,
  encryptionKey,
}: StorageCommandContext): Promise<TotpConfigurations> {
  const seal = await openStorageSeal(database, encryptionKey, systemRandom);
  return createTotpConfigurations({ database, seal });
}
