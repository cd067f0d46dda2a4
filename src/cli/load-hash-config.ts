import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultFile, loadConfig } from '../config/load.ts';
import type { PasswordHashConfig } from '../config/sections/authentication-backend.ts';
import { systemRandom } from '../lib/random.ts';
import type { ConfigurationNames } from './crypto-hash-generate.ts';
import type { CliIo } from './io.ts';
import { invalidConfiguration } from './load-command-config.ts';

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
  if (isNamed) throw invalidConfiguration(problems, io);
  io.stderr(`${defaultFile} is not valid and left out: the settings are the default ones.\n`);
  return undefined;
}
