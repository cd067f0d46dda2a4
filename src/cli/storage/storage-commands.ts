import type { BanKind } from '../../storage/bans.ts';
import type { CommandEntry } from '../commands.ts';
import { identifiersCommands } from './identifiers-commands.ts';
import { mds3Commands } from './mds3-commands.ts';
import { oidcCommands } from './oidc-commands.ts';
import { oidcKeysCommands } from './oidc-keys-commands.ts';
import { totpCommands } from './totp-commands.ts';
import { webAuthnCommands } from './webauthn-commands.ts';

const migrations = {
  up: 'Bring the schema of the storage up to this version',
  down: 'Take the schema back; what was stored by then is lost',
  history: 'Tell which steps of the schema were taken, and when',
  'list-up': 'List the steps that can be taken',
  'list-down': 'List the steps that can be undone',
} as const;

/** The commands about the storage (behaviour.md §7.4). */
export const storageCommands: readonly CommandEntry[] = [
  ...bans('user', 'users'),
  ...bans('ip', 'addresses'),
  ...totpCommands,
  ...identifiersCommands,
  ...oidcKeysCommands,
  ...oidcCommands,
  ...webAuthnCommands,
  ...mds3Commands,
  {
    words: 'storage schema-info',
    summary: 'Tell version, tables and key of the storage',
    hasOwnHelp: true,
    load: async () => (await import('./schema-info.ts')).schemaInfo,
  },
  ...(['up', 'down', 'history', 'list-up', 'list-down'] as const).map(
    (name): CommandEntry => ({
      words: `storage migrate ${name}`,
      summary: migrations[name],
      hasOwnHelp: true,
      load: async () => (await import('./migrate-commands.ts')).migrateCommands[name],
    }),
  ),
  {
    words: 'storage encryption check',
    summary: 'Check whether the encryption key is the storage’s',
    hasOwnHelp: true,
    load: async () => (await import('./schema-info.ts')).encryptionCheck,
  },
  {
    words: 'storage encryption change-key',
    summary: 'Seal the storage with another encryption key',
    hasOwnHelp: true,
    load: async () => (await import('./encryption-change-key.ts')).encryptionChangeKey,
  },
  ...(['otc', 'otp'] as const).map(
    (name): CommandEntry => ({
      words: `storage encryption rotate hmac ${name}`,
      summary: `Make a new key for the digests of ${name === 'otc' ? 'mailed codes' : 'one-time passwords'}`,
      hasOwnHelp: true,
      load: async () => (await import('./encryption-rotate.ts')).rotateHmac(name),
    }),
  ),
];

function bans(kind: BanKind, many: string): readonly CommandEntry[] {
  return [
    {
      words: `storage bans ${kind} list`,
      summary: `List the ${many} that are banned`,
      hasOwnHelp: true,
      load: async () => (await import('./bans-list.ts')).bansList(kind),
    },
    {
      words: `storage bans ${kind} add`,
      summary: `Ban ${many}`,
      hasOwnHelp: true,
      load: async () => (await import('./bans-add.ts')).bansAdd(kind),
    },
    {
      words: `storage bans ${kind} revoke`,
      summary: `Lift bans of ${many}`,
      hasOwnHelp: true,
      load: async () => (await import('./bans-revoke.ts')).bansRevoke(kind),
    },
  ];
}
