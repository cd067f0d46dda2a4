import { systemClock } from '../../lib/clock.ts';
import { addressBlock } from '../../regulation/address-block.ts';
import { type Ban, type BanKind, type BanStore, createBanStore } from '../../storage/bans.ts';
import { CommandError } from '../command-error.ts';
import type { Command } from '../commands.ts';
import { exitCodes } from '../io.ts';
import { textTable } from '../text-table.ts';
import { banWords } from './ban-words.ts';
import { type StorageCommandContext, storageCommand } from './storage-command.ts';

/** `gatehouse storage bans user|ip revoke [subject]`: lifts a subject's bans, or the one of `--id`. */
export function bansRevoke(kind: BanKind): Command {
  const { value } = banWords[kind];
  return storageCommand({
    help: `Lift bans, at once, also while Gatehouse serves.

Usage:
  gatehouse storage bans ${kind} revoke [${value}] [flags]

Flags:
  -i, --id NUMBER                    the ban of that number instead of all of the ${value}'s
`,
    flags: { id: { type: 'string', short: 'i' } },
    async run(context) {
      const store = createBanStore(context.database);
      const rows = [['ID', banWords[kind].column, 'Result', 'Information']];
      for (const ban of await findBans(kind, store, context)) {
        const isLifted = await store.revoke(kind, ban.id, systemClock.now());
        rows.push([
          `${ban.id}`,
          ban.subject,
          isLifted ? 'SUCCESS' : 'SKIPPED',
          isLifted ? 'N/A' : 'Ban has already been revoked',
        ]);
      }
      context.io.stdout(textTable(rows));
      return exitCodes.success;
    },
  });
}

async function findBans(
  kind: BanKind,
  store: BanStore,
  { flags, words }: StorageCommandContext,
): Promise<readonly Ban[]> {
  const { value } = banWords[kind];
  const [typed = '', ...more] = words;
  if (more.length > 0) throw new CommandError('usage', `Only one ${value} can be given.`);
  if (flags.id !== undefined) return [await findById(kind, store, String(flags.id))];
  if (typed === '') throw new CommandError('usage', `Either the ${value} or its --id is needed.`);
  const subject = kind === 'user' ? typed : (addressBlock(typed) ?? typed);
  const bans = await store.list(kind, systemClock.now());
  const found = bans.filter((ban) => ban.subject === subject);
  if (found.length === 0) throw new CommandError('failure', `No ban holds for ${value} '${subject}'.`);
  return found;
}

async function findById(kind: BanKind, store: BanStore, typed: string): Promise<Ban> {
  const ban = /^\d{1,15}$/.test(typed) ? await store.get(kind, Number(typed)) : undefined;
  if (ban === undefined) throw new CommandError('failure', `There is no ban with the id ${typed}.`);
  return ban;
}
