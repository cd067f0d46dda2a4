import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblems } from '../config/format-problems.ts';
import { defaultFile, loadConfig } from '../config/load.ts';
import type { PasswordHashConfig } from '../config/sections/authentication-backend.ts';
import { systemRandom } from '../lib/random.ts';
import { CommandError } from './command-error.ts';
import type { CliIo } from './io.ts';

/** Which configuration a command line names; undefined where it names none. */
interface ConfigurationNames {
  readonly files: readonly string[] | undefined;
  readonly filters: readonly string[] | undefined;
}

/**
 * Gets `authentication_backend.file.password` of the configuration that is named, else of the one that would be served; undefined where there is none.
 * One that is named and not valid throws `CommandError`; otherwise it is left out, and told.
 */
export async function loadHashConfig(
  { files, filters }: ConfigurationNames,
  io: CliIo,
): Promise<PasswordHashConfig | undefined> {
  const { environment, workingDirectory } = io;
  const isNamed = files !== undefined || (environment.X_AUTHELIA_CONFIG ?? '') !== '';
  if (!isNamed && !existsSync(join(workingDirectory, defaultFile))) return undefined;
  const options = { files, filters, environment, workingDirectory, random: systemRandom };
  const { config, problems } = await loadConfig(options);
  if (config !== undefined) return config.authentication_backend.file?.password;
  if (isNamed) {
    const told = formatProblems(
      problems.filter(({ severity }) => severity === 'error'),
      { hasColor: false },
    );
    throw new CommandError('failure', `${told}\nThe configuration is not valid.`);
  }
  io.stderr(`${defaultFile} is not valid and left out: the settings are the default ones.\n`);
  return undefined;
}
