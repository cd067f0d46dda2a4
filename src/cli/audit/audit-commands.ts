import { systemClock } from '../../lib/clock.ts';
import type { CommandEntry } from '../commands.ts';

/** The commands about what happened to accounts. */
export const auditCommands: readonly CommandEntry[] = [
  {
    words: 'audit list',
    summary: 'List what happened to accounts: sign-ins, factors, passwords, bans',
    hasOwnHelp: true,
    load: async () => (await import('./audit-list.ts')).auditList(() => systemClock.now()),
  },
];
