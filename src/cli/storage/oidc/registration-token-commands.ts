import { z } from 'zod';
import { readDuration } from '../../../config/notations/duration.ts';
import { systemClock } from '../../../lib/clock.ts';
import { systemRandom } from '../../../lib/random.ts';
import { oidcDigest } from '../../../storage/oidc-digest.ts';
import { createRegistrationTokens } from '../../../storage/oidc-registration-tokens.ts';
import { CommandError } from '../../command-error.ts';
import { dateTime } from '../../date-time.ts';
import { exitCodes } from '../../io.ts';
import { textTable } from '../../text-table.ts';
import { type StorageCommandContext, storageCommand } from '../storage-command.ts';

const usage = (what: string, line: string, flags = '') =>
  `${what}\n\nUsage:\n  gatehouse storage oidc registration-token ${line} [flags]\n${flags === '' ? '' : `\nFlags:\n${flags}`}`;

const tokenBytes = 32;
const longestNote = 255;

/** `gatehouse storage oidc registration-token …`: what lets applications register themselves (RFC 7591 §3), by the last word. */
export const registrationTokenCommands = {
  generate: storageCommand({
    help: usage(
      'Make a token that lets applications register themselves, and print it: it is not shown again.',
      'generate',
      `      --uses NUMBER                  how many applications may register with it (default: 1)
      --expires DURATION             how long it is good for (default: 1d)
      --note TEXT                    what it is for, for the list
`,
    ),
    flags: {
      uses: { type: 'string', default: '1' },
      expires: { type: 'string', default: '1d' },
      note: { type: 'string', default: '' },
    },
    run: generate,
  }),
  list: storageCommand({ help: usage('List the tokens that are good for something.', 'list'), run: list }),
  revoke: storageCommand({
    help: usage(
      'Revoke a token, at once. What registered with it stays: see "storage oidc clients".',
      'revoke <id>',
    ),
    run: revoke,
  }),
} as const;

const flagsSchema = z.object({
  uses: z.coerce.number().int().min(1).max(1_000_000),
  expires: z.string().transform(readDuration).pipe(z.number().min(1000)),
  note: z.string().max(longestNote),
});

const tokensOf = ({ database, encryptionKey }: StorageCommandContext) =>
  createRegistrationTokens({ database, digest: oidcDigest(encryptionKey) });

async function generate(context: StorageCommandContext): Promise<number> {
  const parsed = flagsSchema.safeParse(context.flags);
  if (!parsed.success) {
    const [path = 'flag'] = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw new CommandError('usage', `--${path} has a value that cannot be.`);
  }
  const { uses, expires, note } = parsed.data;
  const token = systemRandom.bytes(tokenBytes).toString('base64url');
  const nowMs = systemClock.now();
  const times = { createdAtMs: nowMs, expiresAtMs: nowMs + expires };
  await tokensOf(context).add(token, { note, usesLeft: uses, ...times });
  context.io.stdout(`${token}\n`);
  return exitCodes.success;
}

async function list(context: StorageCommandContext): Promise<number> {
  const tokens = await tokensOf(context).list(systemClock.now());
  const rows = tokens.map(({ id, usesLeft, createdAtMs, expiresAtMs, note }) => [
    `${id}`,
    `${usesLeft}`,
    dateTime(createdAtMs),
    dateTime(expiresAtMs),
    note,
  ]);
  context.io.stdout(
    rows.length === 0 ? 'No results.\n' : textTable([['ID', 'Uses', 'Made', 'Expires', 'Note'], ...rows]),
  );
  return exitCodes.success;
}

async function revoke(context: StorageCommandContext): Promise<number> {
  const [id = '', ...more] = context.words;
  if (!/^\d{1,15}$/.test(id) || more.length > 0) {
    throw new CommandError('usage', 'Exactly one id, as "list" tells it, is needed.');
  }
  if (!(await tokensOf(context).revoke(Number(id)))) {
    throw new CommandError('failure', `There is no token with the id ${id}.`);
  }
  context.io.stdout(`The token ${id} is revoked.\n`);
  return exitCodes.success;
}
