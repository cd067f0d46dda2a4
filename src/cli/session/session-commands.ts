import type { CommandEntry } from '../commands.ts';

/** The commands about sessions. */
export const sessionCommands: readonly CommandEntry[] = [
  {
    words: 'session list',
    summary: 'List the sessions of a user: session list --user NAME',
    hasOwnHelp: true,
    load: async () => (await import('./session-list.ts')).sessionList,
  },
  {
    words: 'session end',
    summary: 'End a session, or all of a user, at once: session end --user NAME [--id ID]',
    hasOwnHelp: true,
    load: async () => (await import('./session-end.ts')).sessionEnd,
  },
];
