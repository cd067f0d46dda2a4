import type { CommandEntry } from '../commands.ts';

const tokens = {
  generate: 'Make a token that lets applications register themselves as OpenID Connect clients',
  list: 'List such tokens',
  revoke: 'Revoke such a token',
} as const;

const clients = {
  list: 'List the OpenID Connect clients that registered themselves',
  remove: 'Remove such a client',
} as const;

/** The commands about clients that register themselves: ours alone. */
export const oidcCommands: readonly CommandEntry[] = [
  ...(['generate', 'list', 'revoke'] as const).map(
    (name): CommandEntry => ({
      words: `storage oidc registration-token ${name}`,
      summary: tokens[name],
      hasOwnHelp: true,
      load: async () =>
        (await import('./oidc/registration-token-commands.ts')).registrationTokenCommands[name],
    }),
  ),
  ...(['list', 'remove'] as const).map(
    (name): CommandEntry => ({
      words: `storage oidc clients ${name}`,
      summary: clients[name],
      hasOwnHelp: true,
      load: async () => (await import('./oidc/clients-commands.ts')).clientsCommands[name],
    }),
  ),
];
