import { resolve } from 'node:path';
import { webauthn } from '../../../config/sections/webauthn.ts';
import { type BlobSource, fetchBlob } from '../../../factors/webauthn/metadata/fetch-blob.ts';
import { readMetadataBlob } from '../../../factors/webauthn/metadata/metadata-blob.ts';
import { systemClock } from '../../../lib/clock.ts';
import { reasonOf } from '../../../lib/reason-of.ts';
import { createCachedDataStore } from '../../../storage/cached-data.ts';
import { CommandError } from '../../command-error.ts';
import type { Command } from '../../commands.ts';
import { exitCodes } from '../../io.ts';
import { type StorageCommandContext, storageCommand } from '../storage-command.ts';
import { writeSecretFile } from '../totp/write-secret-file.ts';
import { readCachedBlob } from './read-cached-blob.ts';

/** `gatehouse storage cache mds3 …` by its last word; `anchors` (DER) are the authorities whose signature counts. */
export function createMds3Commands(
  anchors: readonly Uint8Array[],
): Readonly<Record<'status' | 'update' | 'delete' | 'dump', Command>> {
  return {
    status: storageCommand({
      help: usage('status', 'Tell what is cached of the FIDO alliance’s metadata of authenticators.'),
      run: (context) => tellStatus(context, anchors),
    }),
    update: storageCommand({
      help: `${usage('update [flags]', 'Fetch the metadata if a newer one is due, or read it from a file.')}
Flags:
      --path FILE                    read this file instead
  -f, --force                        also where none is due, or it is older than the cached one
`,
      flags: { path: { type: 'string' }, force: { type: 'boolean', short: 'f' } },
      run: (context) => update(context, anchors),
    }),
    delete: storageCommand({
      help: usage('delete', 'Forget the cached metadata.'),
      async run({ database, io }) {
        const isGone = await createCachedDataStore(database).remove('mds3');
        io.stdout(isGone ? 'The cached metadata is forgotten.\n' : 'Nothing is cached.\n');
        return exitCodes.success;
      },
    }),
    dump: storageCommand({
      help: `${usage('dump [flags]', 'Write the cached metadata, a JWT, to a file.')}
Flags:
      --path FILE                    (default: mds3.jwt)
`,
      flags: { path: { type: 'string', default: 'mds3.jwt' } },
      run: dump,
    }),
  };
}

function usage(words: string, what: string): string {
  return `${what}

Usage:
  gatehouse storage cache mds3 ${words}
`;
}

async function tellStatus(context: StorageCommandContext, anchors: readonly Uint8Array[]): Promise<number> {
  const blob = await readCachedBlob(context, anchors);
  const cached = await createCachedDataStore(context.database).find('mds3');
  if (blob === undefined || cached === undefined) {
    context.io.stdout('Nothing is cached.\n');
    return exitCodes.success;
  }
  const isDue = blob.nextUpdateAtMs <= systemClock.now();
  context.io.stdout(`Number:      ${blob.number}
Models:      ${blob.models.size}
Fetched:     ${new Date(cached.updatedAtMs).toISOString()}
Next update: ${new Date(blob.nextUpdateAtMs).toISOString().slice(0, 10)}${isDue ? ' (due)' : ''}
`);
  return exitCodes.success;
}

async function update(context: StorageCommandContext, anchors: readonly Uint8Array[]): Promise<number> {
  const { database, flags, io } = context;
  const isForced = flags.force === true;
  const known = isForced ? undefined : await readCachedBlob(context, anchors);
  const source = sourceOf(context);
  if (known !== undefined && flags.path === undefined && known.nextUpdateAtMs > systemClock.now()) {
    io.stdout('The cached metadata is up to date.\n');
    return exitCodes.success;
  }
  try {
    const text = await fetchBlob(source);
    const blob = readMetadataBlob(text, { anchors, nowMs: systemClock.now() });
    if (blob.number < (known?.number ?? 0)) throw new TypeError('it is older than the cached one');
    await createCachedDataStore(database).keep('mds3', Buffer.from(text.trim()), systemClock.now());
    io.stdout(`Metadata number ${blob.number} of ${blob.models.size} models is cached.\n`);
    return exitCodes.success;
  } catch (error) {
    throw new CommandError('failure', `The metadata cannot be read: ${reasonOf(error)}.`);
  }
}

function sourceOf({ flags, config, io }: StorageCommandContext): BlobSource {
  const { url, path } = config?.webauthn.metadata ?? webauthn.schema.parse({}).metadata;
  const file = typeof flags.path === 'string' ? flags.path : path;
  return file === undefined ? { url } : { path: resolve(io.workingDirectory, file) };
}

async function dump({ database, flags, io }: StorageCommandContext): Promise<number> {
  const cached = await createCachedDataStore(database).find('mds3');
  if (cached === undefined) throw new CommandError('failure', 'Nothing is cached.');
  const path = writeSecretFile(io, String(flags.path), cached.value);
  io.stdout(`The metadata is in ${path}.\n`);
  return exitCodes.success;
}
