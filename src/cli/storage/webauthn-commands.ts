import type { CommandEntry } from '../commands.ts';

/** The commands about security keys and passkeys (behaviour.md §7.4). */
export const webAuthnCommands: readonly CommandEntry[] = [
  {
    words: 'storage user webauthn list',
    summary: 'List the security keys and passkeys of everybody, or of a user',
    hasOwnHelp: true,
    load: async () => (await import('./webauthn/webauthn-list.ts')).webAuthnList,
  },
  {
    words: 'storage user webauthn delete',
    summary: 'Remove security keys and passkeys of a user',
    hasOwnHelp: true,
    load: async () => (await import('./webauthn/webauthn-delete.ts')).webAuthnDelete,
  },
  {
    words: 'storage user webauthn export',
    summary: 'Write everybody’s security keys and passkeys to a YAML file',
    hasOwnHelp: true,
    load: async () => (await import('./webauthn/webauthn-export.ts')).webAuthnExport,
  },
  {
    words: 'storage user webauthn import',
    summary: 'Read security keys and passkeys from a YAML file',
    hasOwnHelp: true,
    load: async () => (await import('./webauthn/webauthn-import.ts')).webAuthnImport,
  },
  {
    words: 'storage user webauthn verify',
    summary: 'Compare what is registered with the filters and the metadata of today',
    hasOwnHelp: true,
    load: async () => (await import('./webauthn/webauthn-verify.ts')).webAuthnVerify,
  },
];
