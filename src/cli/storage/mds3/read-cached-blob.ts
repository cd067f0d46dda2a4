import { fidoAnchors } from '../../../factors/webauthn/metadata/fido-anchors.ts';
import { type MetadataBlob, readMetadataBlob } from '../../../factors/webauthn/metadata/metadata-blob.ts';
import { systemClock } from '../../../lib/clock.ts';
import { reasonOf } from '../../../lib/reason-of.ts';
import { createCachedDataStore } from '../../../storage/cached-data.ts';
import { CommandError } from '../../command-error.ts';
import type { StorageCommandContext } from '../storage-command.ts';

/** The cached metadata of authenticators; undefined where there is none. What cannot be read is a `CommandError`. */
export async function readCachedBlob(
  { database }: Pick<StorageCommandContext, 'database'>,
  trusted?: readonly Uint8Array[],
): Promise<MetadataBlob | undefined> {
  const cached = await createCachedDataStore(database).find('mds3');
  if (cached === undefined) return undefined;
  const anchors = trusted ?? (await fidoAnchors());
  try {
    return readMetadataBlob(Buffer.from(cached.value).toString(), { anchors, nowMs: systemClock.now() });
  } catch (error) {
    throw new CommandError('failure', `The cached metadata cannot be used: ${reasonOf(error)}.`);
  }
}
