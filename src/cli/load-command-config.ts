import type { Config } from '../config/config.ts';
import { formatProblems } from '../config/format-problems.ts';
import { type LoadOptions, loadConfig } from '../config/load.ts';
import type { ConfigProblem } from '../config/problem.ts';
import { CommandError } from './command-error.ts';
import type { CliIo } from './io.ts';

/** Loads the configuration that a command works with. Where it is not valid its errors are in the `CommandError` that is thrown. */
export async function loadCommandConfig(options: LoadOptions, io: CliIo): Promise<Config> {
  const { config, problems } = await loadConfig(options);
  if (config === undefined) throw invalidConfiguration(problems, io);
  return config;
}

/** Why a command cannot work with a configuration: its errors, without the warnings. */
export function invalidConfiguration(problems: readonly ConfigProblem[], io: CliIo): CommandError {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const told = formatProblems(errors, { hasColor: io.hasColor === true });
  return new CommandError('failure', `${told}\nThe configuration is not valid.`);
}
