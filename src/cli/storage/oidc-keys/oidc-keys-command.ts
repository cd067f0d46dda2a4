import { systemClock } from '../../../lib/clock.ts';
import { systemRandom } from '../../../lib/random.ts';
import { type KeyState, keptForMs, keyStates, type ScheduledKey } from '../../../oidc/keys/key-schedule.ts';
import { replaceKeys } from '../../../oidc/keys/replace-keys.ts';
import { writtenAlgorithms } from '../../../oidc/keys/written-algorithms.ts';
import { createOidcSigningKeys, type OidcSigningKeys } from '../../../storage/oidc-signing-keys.ts';
import { openStorageSeal } from '../../../storage/storage-key.ts';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../io.ts';
import { textTable } from '../../text-table.ts';
import { type StorageCommandContext, storageCommand } from '../storage-command.ts';
import { rotationOf } from './rotation-of.ts';

const usage = (what: string, line: string, flags = '') =>
  `${what}\n\nUsage:\n  gatehouse storage oidc keys ${line} [flags]\n${flags === '' ? '' : `\nFlags:\n${flags}`}`;

const stateWords: Readonly<Record<KeyState, string>> = {
  next: 'published, signs later',
  signs: 'signs',
  retired: 'published, signs no more',
  over: 'over',
  unused: 'published, its algorithm is not configured',
};

/** `gatehouse storage oidc keys …`, by the last word. */
export const oidcKeysCommand = {
  list: storageCommand({
    help: usage('List the signing keys that OpenID Connect makes for itself.', 'list'),
    run: list,
  }),
  rotate: storageCommand({
    help: usage(
      'Make the next signing key now. It is published at once and signs once clients had time to learn of it.',
      'rotate',
      `      --algorithm ALGORITHM,…        for these alone (default: all of key_rotation.algorithms)
      --now                          the key signs at once, and all before it are gone at once: for
                                     keys that somebody else may have. No application can verify
                                     what they signed any more
`,
    ),
    flags: { algorithm: { type: 'string' }, now: { type: 'boolean' } },
    run: rotate,
  }),
  remove: storageCommand({
    help: usage('Forget a signing key: no application can verify what it signed any more.', 'remove KID'),
    run: remove,
  }),
};

async function list(context: StorageCommandContext): Promise<number> {
  const scheduled = await scheduledKeys(context);
  if (scheduled.length === 0) {
    context.io.stdout('No results.\n');
    return exitCodes.success;
  }
  const rows = scheduled.map(({ key, state, publishedUntilMs }) => [
    key.kid,
    key.algorithm,
    dateTime(key.createdAtMs),
    dateTime(key.signsFromMs),
    publishedUntilMs === undefined ? '' : dateTime(publishedUntilMs),
    stateWords[state],
  ]);
  const head = ['Key', 'Algorithm', 'Published', 'Signs From', 'Published Until', 'State'];
  context.io.stdout(textTable([head, ...rows]));
  return exitCodes.success;
}

async function rotate(context: StorageCommandContext): Promise<number> {
  const rotation = rotationOf(context);
  const keys = await openKeys(context);
  for (const algorithm of rotation.algorithms) {
    const isSignedByHand = writtenAlgorithms(context.config?.identity_providers.oidc?.jwks ?? []).includes(
      algorithm,
    );
    const replacement = { algorithm, rotation, isSignedByHand, isNow: context.flags.now === true };
    const replaced = await replaceKeys(keys, replacement, systemClock.now());
    const { kid, signsFromMs } = replaced.key;
    const since = replaced.outcome === 'waiting' ? 'waits already' : 'is published now';
    const gone = replaced.outcome === 'made' && replaced.removed > 0 ? ` Gone: ${replaced.removed}.` : '';
    context.io.stdout(
      `${algorithm}: the key ${kid} ${since}, and signs from ${dateTime(signsFromMs)} on.${gone}\n`,
    );
  }
  return exitCodes.success;
}

async function remove(context: StorageCommandContext): Promise<number> {
  const [kid, extra] = context.words;
  if (kid === undefined || extra !== undefined) {
    throw new CommandError('usage', 'Write the key that is to go, as "storage oidc keys list" shows it.');
  }
  const found = (await scheduledKeys(context)).find(({ key }) => key.kid === kid);
  if (found === undefined) throw new CommandError('failure', `There is no key ${kid}.`);
  if (found.state === 'signs') {
    throw new CommandError(
      'failure',
      'This key signs: "storage oidc keys rotate --now" puts another in its place.',
    );
  }
  await (await openKeys(context)).remove([kid]);
  context.io.stdout(`The key ${kid} is gone.\n`);
  return exitCodes.success;
}

async function scheduledKeys(context: StorageCommandContext): Promise<readonly ScheduledKey[]> {
  const keys = await (await openKeys(context)).list();
  const { identity_providers, session } = context.config ?? {};
  const oidc = identity_providers?.oidc;
  const algorithms = oidc?.key_rotation?.algorithms ?? [...new Set(keys.map(({ algorithm }) => algorithm))];
  const kept = oidc === undefined ? 0 : keptForMs(oidc.lifespans, session?.cookies ?? []);
  return keyStates(keys, { algorithms, keptForMs: kept }, systemClock.now());
}

async function openKeys({ database, encryptionKey }: StorageCommandContext): Promise<OidcSigningKeys> {
  const seal = await openStorageSeal(database, encryptionKey, systemRandom);
  return createOidcSigningKeys({ database, seal });
}

/** `2026-01-31 12:00:00`, in UTC. */
function dateTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ');
}
