import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblems } from '../config/format-problems.ts';
import { defaultFile, loadConfig } from '../config/load.ts';
import { systemRandom } from '../lib/random.ts';
import { CommandError } from './command-error.ts';
import type { LoadHashConfig } from './crypto-hash-generate.ts';

/**
 * How the configuration wants new passwords hashed. A configuration that the command line names must be valid; `configuration.yml` of the
 * working directory counts only where it is there and valid, for people make their first hash before that.
 */
export const loadHashConfig: LoadHashConfig = async ({ files, filters }, io) => {
  const { environment, workingDirectory } = io;
  const isNamed = files !== undefined || environment.X_AUTHELIA_CONFIG !== undefined;
  if (!isNamed && !existsSync(join(workingDirectory, defaultFile))) return undefined;
  const { config, problems } = await loadConfig({
    files,
    filters,
    environment,
    workingDirectory,
    random: systemRandom,
  });
  if (config !== undefined) return config.authentication_backend.file?.password;
  if (!isNamed) {
    io.stderr(`${defaultFile} is not valid: the defaults are used (see gatehouse config validate).\n`);
    return undefined;
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  throw new CommandError('failure', formatProblems(errors, { hasColor: io.hasColor === true }));
};
