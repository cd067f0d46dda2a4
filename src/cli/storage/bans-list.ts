import { systemClock } from '../../lib/clock.ts';
import { type BanKind, createBanStore } from '../../storage/bans.ts';
import type { Command } from '../commands.ts';
import { dateTime } from '../date-time.ts';
import { exitCodes } from '../io.ts';
import { textTable } from '../text-table.ts';
import { banWords } from './ban-words.ts';
import { storageCommand } from './storage-command.ts';

/** `gatehouse storage bans user|ip list`: all that hold now. */
export function bansList(kind: BanKind): Command {
  return storageCommand({
    help: `List the bans that hold, of the ${banWords[kind].one} kind.

Usage:
  gatehouse storage bans ${kind} list [flags]
`,
    async run({ database, io }) {
      const bans = await createBanStore(database).list(kind, systemClock.now());
      if (bans.length === 0) {
        io.stdout('No results.\n');
        return exitCodes.success;
      }
      const rows = bans.map((ban) => [
        `${ban.id}`,
        ban.subject,
        ban.expiresAtMs === undefined ? 'never' : dateTime(ban.expiresAtMs),
        ban.source,
        ban.reason ?? '',
      ]);
      io.stdout(textTable([['ID', banWords[kind].column, 'Expires', 'Source', 'Reason'], ...rows]));
      return exitCodes.success;
    },
  });
}
