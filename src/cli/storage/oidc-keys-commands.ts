import type { CommandEntry } from '../commands.ts';

const summaries = {
  list: 'List the signing keys that OpenID Connect makes for itself',
  rotate: 'Make the next signing key; with --now it signs at once and those before are gone',
  remove: 'Forget a signing key',
} as const;

/** The commands about the provider's own keys (`identity_providers.oidc.key_rotation`). */
export const oidcKeysCommands: readonly CommandEntry[] = (['list', 'rotate', 'remove'] as const).map(
  (name) => ({
    words: `storage oidc keys ${name}`,
    summary: summaries[name],
    hasOwnHelp: true,
    load: async () => (await import('./oidc-keys/oidc-keys-command.ts')).oidcKeysCommand[name],
  }),
);
