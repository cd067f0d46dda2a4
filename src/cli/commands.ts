import { auditCommands } from './audit/audit-commands.ts';
import { cryptoCommands } from './crypto/crypto-commands.ts';
import type { CliIo } from './io.ts';
import { sessionCommands } from './session/session-commands.ts';
import { storageCommands } from './storage/storage-commands.ts';

/** Runs a command with the arguments that stand beside its words, and gives its exit code. */
export type Command = (args: readonly string[], io: CliIo) => Promise<number>;

/** One row of the command table. */
export interface CommandEntry {
  /** The words, as typed. */
  readonly words: string;
  /** For the help, one line. */
  readonly summary: string;
  /** It answers `--help` itself. */
  readonly hasOwnHelp?: true;
  /** Loads the command's file only when it is asked for. */
  readonly load: () => Promise<Command>;
}

/** What runs without any command word. */
export const defaultCommand = async (): Promise<Command> => (await import('./serve.ts')).serve;

/** The commands by their words. */
export const commands: readonly CommandEntry[] = [
  {
    words: 'config validate',
    summary: 'Check a configuration and tell all that is wrong with it (also: validate-config FILE)',
    load: async () => (await import('./config-validate.ts')).configValidate,
  },
  {
    words: 'validate-config',
    summary: 'The same as `config validate --config FILE`, as Authelia spelled it before 4.30',
    load: async () => (await import('./config-validate.ts')).configValidate,
  },
  {
    words: 'config template',
    summary: 'Print the configuration as it is after its filters',
    load: async () => (await import('./config-template.ts')).configTemplate,
  },
  {
    words: 'config schema',
    summary: 'Print the JSON Schema of the configuration, for editors',
    load: async () => (await import('./config-schema.ts')).configSchema,
  },
  {
    words: 'access-control check-policy',
    summary: 'Tell which access control rule decides about a request, and why',
    hasOwnHelp: true,
    load: async () => (await import('./access-control-check-policy.ts')).accessControlCheckPolicy,
  },
  {
    words: 'crypto hash generate',
    summary: 'Make a password hash for the users file',
    hasOwnHelp: true,
    load: async () => {
      const { cryptoHashGenerate } = await import('./crypto-hash-generate.ts');
      const { loadHashConfig } = await import('./load-hash-config.ts');
      return (args, io) => cryptoHashGenerate(args, io, loadHashConfig);
    },
  },
  {
    words: 'crypto hash validate',
    summary: 'Check a password against a hash',
    hasOwnHelp: true,
    load: async () => (await import('./crypto-hash-validate.ts')).cryptoHashValidate,
  },
  ...cryptoCommands,
  ...sessionCommands,
  ...storageCommands,
  ...auditCommands,
  {
    words: 'healthcheck',
    summary: 'Ask the running server whether it is healthy, for containers',
    load: async () => (await import('./healthcheck.ts')).healthcheck,
  },
  {
    words: 'debug ldap',
    summary: 'Go the way of a sign-in against the LDAP directory: debug ldap [USER] [--password-prompt]',
    load: async () => (await import('./debug-ldap.ts')).debugLdap,
  },
  {
    words: 'debug expression',
    summary: 'Evaluate a CEL expression for a user: debug expression USER EXPRESSION',
    load: async () => (await import('./debug-expression.ts')).debugExpression,
  },
  {
    words: 'debug oidc claims',
    summary: 'Tell what an application would be told of a person: debug oidc claims USER [--client-id ID]',
    hasOwnHelp: true,
    load: async () => (await import('./debug-oidc-claims.ts')).debugOidcClaims,
  },
  {
    words: 'build-info',
    summary: 'Print version, runtime and platform',
    load: async () => (await import('./build-info.ts')).buildInfo,
  },
];
