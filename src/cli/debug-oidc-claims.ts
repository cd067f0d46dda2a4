import { CommandError } from './command-error.ts';
import { flagsHelp, readFlags } from './command-flags.ts';
import { loadOptions } from './config-options.ts';
import { findConfiguredUser } from './find-configured-user.ts';
import { type CliIo, exitCodes } from './io.ts';
import { loadCommandConfig } from './load-command-config.ts';
import { claimsReport } from './oidc-claims/claims-report.ts';
import { claimsFlags, readClaimsWish } from './oidc-claims/claims-wish.ts';

/** `gatehouse debug oidc claims USER` (behaviour.md §7.4): what an application would be told of a person. */
export async function debugOidcClaims(args: readonly string[], io: CliIo): Promise<number> {
  const flags = readFlags(args, claimsFlags);
  if (flags.isOn('help')) {
    io.stdout(
      `Tell what an application would be told of a person.\n\nUsage:\n  gatehouse debug oidc claims USER [flags]\n\nFlags:\n${flagsHelp(claimsFlags)}`,
    );
    return exitCodes.success;
  }
  const [login, ...others] = flags.words;
  if (login === undefined || others.length > 0) {
    throw new CommandError('usage', 'Write the user: debug oidc claims john --client-id grafana.');
  }
  const config = await loadCommandConfig(loadOptions(flags.configuration, io), io);
  const { oidc } = config.identity_providers;
  if (oidc === undefined) {
    throw new CommandError('failure', 'The configuration has no identity_providers.oidc.');
  }
  const wish = readClaimsWish(flags, oidc);
  const user = await findConfiguredUser(config, login);
  io.stdout(claimsReport({ config, oidc, user, wish }));
  return exitCodes.success;
}
