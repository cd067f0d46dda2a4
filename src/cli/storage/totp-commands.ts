import type { CommandEntry } from '../commands.ts';

const exports = {
  yaml: { words: 'storage user totp export', summary: 'Write everybody’s one-time passwords to a YAML file' },
  csv: {
    words: 'storage user totp export csv',
    summary: 'Write everybody’s one-time passwords to a CSV file',
  },
  png: { words: 'storage user totp export png', summary: 'Write their QR codes as PNG pictures' },
  uri: { words: 'storage user totp export uri', summary: 'Print their otpauth URLs' },
} as const;

/** The commands about one-time passwords (behaviour.md §7.4). */
export const totpCommands: readonly CommandEntry[] = [
  {
    words: 'storage user totp generate',
    summary: 'Make one-time passwords for a user',
    hasOwnHelp: true,
    load: async () => (await import('./totp/totp-generate.ts')).totpGenerate,
  },
  {
    words: 'storage user totp delete',
    summary: 'Remove the one-time passwords of a user',
    hasOwnHelp: true,
    load: async () => (await import('./totp/totp-delete.ts')).totpDelete,
  },
  ...(['yaml', 'csv', 'png', 'uri'] as const).map(
    (form): CommandEntry => ({
      ...exports[form],
      hasOwnHelp: true,
      load: async () => (await import('./totp/totp-export.ts')).totpExport[form],
    }),
  ),
  {
    words: 'storage user totp import',
    summary: 'Read one-time passwords from a YAML file',
    hasOwnHelp: true,
    load: async () => (await import('./totp/totp-import.ts')).totpImport,
  },
];
