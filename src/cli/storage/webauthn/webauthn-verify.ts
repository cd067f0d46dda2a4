import { z } from 'zod';
import { type WebAuthnConfig, webauthn } from '../../../config/sections/webauthn.ts';
import { filterAuthenticator } from '../../../factors/webauthn/filter-authenticator.ts';
import { checkModel } from '../../../factors/webauthn/metadata/check-model.ts';
import type { MetadataBlob } from '../../../factors/webauthn/metadata/metadata-blob.ts';
import { readToldAttestation } from '../../../factors/webauthn/metadata/told-attestation.ts';
import { systemClock } from '../../../lib/clock.ts';
import type { WebAuthnCredential } from '../../../storage/webauthn-credential.ts';
import { exitCodes } from '../../io.ts';
import { textTable } from '../../text-table.ts';
import { readCachedBlob } from '../mds3/read-cached-blob.ts';
import { storageCommand } from '../storage-command.ts';
import { openWebAuthnStores } from './open-webauthn-stores.ts';

/** `gatehouse storage user webauthn verify` (behaviour.md §7.4). */
export const webAuthnVerify = storageCommand({
  help: `Compare every security key and passkey with the filters of the configuration, and with the cached metadata ("storage cache mds3 update").
Nothing is changed; the exit code is 1 where anything speaks against a key.

Usage:
  gatehouse storage user webauthn verify [flags]
`,
  async run(context) {
    const { io } = context;
    const config = context.config?.webauthn ?? webauthn.schema.parse({});
    const blob = await readCachedBlob(context);
    const all = await (await openWebAuthnStores(context)).credentials.listAll();
    const checked = await Promise.all(
      all.map(async (one) => ({
        one,
        filter: filterAuthenticator(config.filtering, { ...one, aaguid: one.aaguid ?? '' }) ?? 'good',
        model: await checkAgainst(config.metadata, blob, one),
      })),
    );
    if (all.length === 0) io.stdout('No results.\n');
    else {
      const rows = checked.map(({ one, filter, model }) => [
        `${one.id}`,
        one.username,
        one.hasCloneWarning ? 'cloned' : 'good',
        filter,
        model,
        one.description,
      ]);
      io.stdout(textTable([['ID', 'Username', 'State', 'Filters', 'Metadata', 'Description'], ...rows]));
    }
    const isGood = checked.every(
      ({ one, filter, model }) =>
        !one.hasCloneWarning && filter === 'good' && (model === 'good' || model === 'unknown'),
    );
    return isGood ? exitCodes.success : exitCodes.failure;
  },
});

const attestation = z.object({ attestationObject: z.string() });

/** `unknown` where there is no metadata, or nothing is kept of what the key told of itself. */
async function checkAgainst(
  config: WebAuthnConfig['metadata'],
  blob: MetadataBlob | undefined,
  { attestation: kept, aaguid = '' }: WebAuthnCredential,
): Promise<string> {
  if (blob === undefined || kept === undefined) return 'unknown';
  try {
    const { attestationObject } = attestation.parse(JSON.parse(Buffer.from(kept).toString()));
    const told = await readToldAttestation(Buffer.from(attestationObject, 'base64url'), aaguid);
    return checkModel(config, { told, model: blob.models.get(aaguid), nowMs: systemClock.now() }) ?? 'good';
  } catch {
    return 'unknown';
  }
}
