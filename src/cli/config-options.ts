import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import type { LoadOptions } from '../config/load.ts';
import { systemRandom } from '../lib/random.ts';
import type { CliIo } from './io.ts';
import { wrongArguments } from './wrong-arguments.ts';

/** The flags that every command takes. */
export const globalFlags = {
  config: { type: 'string', short: 'c', multiple: true },
  'config.experimental.filters': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

/** Reads the flags that say which configuration is meant, and the words that stand with them. Throws `CommandError`. */
export function readConfigOptions(
  args: readonly string[],
  io: CliIo,
): { readonly options: LoadOptions; readonly words: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: globalFlags,
      allowPositionals: true,
    });
    return { options: loadOptions(values, io), words: positionals };
  } catch (error) {
    throw wrongArguments(error);
  }
}

/** Where to read the configuration, by the values of the flags that every command takes. */
export function loadOptions(
  values: { readonly config?: string[]; readonly 'config.experimental.filters'?: string[] },
  io: CliIo,
): LoadOptions {
  return {
    files: values.config,
    filters: values['config.experimental.filters'],
    environment: io.environment,
    workingDirectory: io.workingDirectory,
    random: systemRandom,
  };
}
