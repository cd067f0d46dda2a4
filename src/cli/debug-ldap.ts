import { explainDirectory } from '../app/explain-directory.ts';
import { AppError } from '../lib/app-error.ts';
import type { LdapFinding } from '../users/ldap/explain/finding.ts';
import { askPassword } from './ask-password.ts';
import { CommandError } from './command-error.ts';
import { readConfigOptions } from './config-options.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';
import { loadCommandConfig } from './load-command-config.ts';

const promptFlag = '--password-prompt';

/**
 * `gatehouse debug ldap [USER] [--password-prompt]`: connects, signs in, shows what the server is, finds a user and their groups, and says at
 * each step what was sent, what came back and what to mend. With the flag the user's password is asked for, hidden, and checked.
 */
export async function debugLdap(args: readonly string[], io: CliIo): Promise<number> {
  const isPrompting = args.includes(promptFlag);
  const { options, words } = readConfigOptions(
    args.filter((arg) => arg !== promptFlag),
    io,
  );
  const [login, extra] = words;
  if (extra !== undefined) throw new CommandError('usage', `"${extra}" is one argument too many.`);
  if (isPrompting && login === undefined) {
    throw new CommandError('usage', `${promptFlag} needs the user whose password it is.`);
  }
  const config = await loadCommandConfig(options, io);
  const password = isPrompting ? await askPassword(io, { isConfirmed: false }) : undefined;
  const findings = await explainDirectory(config, { login, password }).catch(tellFailure);
  if (findings === undefined) {
    throw new CommandError(
      'failure',
      'Users are not in LDAP: the configuration has no authentication_backend.ldap.',
    );
  }
  let isGood = true;
  for await (const finding of findings) {
    io.stdout(formatFinding(finding));
    isGood &&= finding.isGood;
  }
  io.stdout(isGood ? '\nEverything works.\n' : '\nThis does not work yet.\n');
  return isGood ? exitCodes.success : exitCodes.failure;
}

function tellFailure(error: unknown): never {
  if (error instanceof AppError) throw new CommandError('failure', error.detail ?? error.message);
  throw error;
}

function formatFinding({ step, isGood, facts, warnings = [], toMend }: LdapFinding): string {
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2;
  const rows = facts.flatMap(([label, values]) =>
    [values].flat().map((value, index) => `  ${(index === 0 ? label : '').padEnd(width)}${value}`),
  );
  const lines = [
    `${isGood ? '[ok]    ' : '[failed]'} ${step}`,
    ...rows,
    ...warnings.map((warning) => `  warning: ${warning}`),
    ...(toMend === undefined ? [] : [`  to mend: ${toMend}`]),
  ];
  return `${lines.map(withoutControls).join('\n')}\n`;
}

/** What stands in a directory must not steer the terminal. */
function withoutControls(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, '\u{fffd}');
}
