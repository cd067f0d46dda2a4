import type { CommandEntry } from '../commands.ts';

const summaries = {
  add: 'Give a user the identifier by which OpenID Connect clients know them',
  generate: 'Make such identifiers for users that have none',
  export: 'Write everybody’s identifiers to a YAML file',
  import: 'Read identifiers from a YAML file',
} as const;

/** The commands about opaque identifiers (behaviour.md §7.4). */
export const identifiersCommands: readonly CommandEntry[] = (
  ['add', 'generate', 'export', 'import'] as const
).map((name) => ({
  words: `storage user identifiers ${name}`,
  summary: summaries[name],
  hasOwnHelp: true,
  load: async () => (await import('./identifiers/identifiers-command.ts')).identifiersCommand[name],
}));
