import type { CommandEntry } from '../commands.ts';

const summaries = {
  status: 'Tell what is cached of the FIDO alliance’s metadata',
  update: 'Fetch the FIDO alliance’s metadata, or read it from a file',
  delete: 'Forget the cached metadata',
  dump: 'Write the cached metadata to a file',
} as const;

/** The commands about the metadata of authenticators (behaviour.md §7.4). */
export const mds3Commands: readonly CommandEntry[] = (['status', 'update', 'delete', 'dump'] as const).map(
  (name): CommandEntry => ({
    words: `storage cache mds3 ${name}`,
    summary: summaries[name],
    hasOwnHelp: true,
    async load() {
      const { createMds3Commands } = await import('./mds3/create-mds3-commands.ts');
      const { fidoAnchors } = await import('../../factors/webauthn/metadata/fido-anchors.ts');
      return createMds3Commands(await fidoAnchors())[name];
    },
  }),
);
