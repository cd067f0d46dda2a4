import { listMigrations, migrateDown, migrateUp } from '../../storage/migrate.ts';
import { CommandError } from '../command-error.ts';
import type { Command } from '../commands.ts';
import { exitCodes } from '../io.ts';
import { textTable } from '../text-table.ts';
import { type StorageCommandContext, storageCommand } from './storage-command.ts';

const usage = (what: string, line: string) =>
  `${what}\n\nUsage:\n  gatehouse storage migrate ${line} [flags]\n`;

/** `gatehouse storage migrate …` (behaviour.md §7.4), by the last word. Gatehouse's steps have names of their own, not Authelia's numbers. */
export const migrateCommands = {
  up: storageCommand({
    help: usage('Bring the schema up to this version. Gatehouse does that itself when it starts.', 'up'),
    needsReadyStorage: false,
    async run({ database, io }) {
      const taken = await migrateUp(database);
      if (taken.length === 0) throw new CommandError('failure', 'The schema is already up to date.');
      io.stdout(`Taken: ${taken.join(', ')}\n`);
      return exitCodes.success;
    },
  }),
  down: storageCommand({
    help: `${usage('Take the schema back. What the steps undone have stored is lost.', 'down --target STEP --destroy-data')}
Flags:
  -t, --target STEP                  the last step to keep, or 0 for none
      --destroy-data                 says that the loss of data is meant
`,
    flags: { target: { type: 'string', short: 't' }, 'destroy-data': { type: 'boolean' } },
    needsReadyStorage: false,
    run: takeBack,
  }),
  history: storageCommand({
    help: usage('Tell which steps were taken, and when.', 'history'),
    needsReadyStorage: false,
    run: (context) => list(context, 'Migration History:', ({ executedAt }) => executedAt !== undefined),
  }),
  'list-up': storageCommand({
    help: usage('List the steps that can be taken.', 'list-up'),
    needsReadyStorage: false,
    run: (context) =>
      list(context, 'Storage Schema Migration List (Up)', ({ executedAt }) => executedAt === undefined),
  }),
  'list-down': storageCommand({
    help: usage('List the steps that can be undone.', 'list-down'),
    needsReadyStorage: false,
    run: (context) =>
      list(context, 'Storage Schema Migration List (Down)', ({ executedAt }) => executedAt !== undefined),
  }),
} as const satisfies Record<string, Command>;

async function takeBack({ database, flags, io }: StorageCommandContext): Promise<number> {
  const { target } = flags;
  if (typeof target !== 'string')
    throw new CommandError('usage', 'Say with --target which is the last step to keep, or 0 for none.');
  if (flags['destroy-data'] !== true) {
    throw new CommandError('usage', 'Data will be lost: say with --destroy-data that this is meant.');
  }
  const steps = await listMigrations(database);
  if (target !== '0' && !steps.some(({ name }) => name === target)) {
    throw new CommandError(
      'usage',
      `There is no step "${target}". See "gatehouse storage migrate list-down".`,
    );
  }
  const undone = await migrateDown(database, target === '0' ? undefined : target);
  io.stdout(undone.length === 0 ? 'Nothing was to be undone.\n' : `Undone: ${undone.join(', ')}\n`);
  return exitCodes.success;
}

async function list(
  { database, io }: StorageCommandContext,
  title: string,
  isListed: (step: { readonly executedAt?: Date | undefined }) => boolean,
): Promise<number> {
  const steps = (await listMigrations(database)).filter(isListed);
  const rows = steps.map(({ name, executedAt }) => [name, executedAt?.toISOString() ?? '']);
  io.stdout(
    rows.length === 0
      ? 'No Migrations Available\n'
      : `${title}\n\n${textTable([['Step', 'Taken'], ...rows])}`,
  );
  return exitCodes.success;
}
