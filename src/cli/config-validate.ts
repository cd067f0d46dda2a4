import { formatProblems } from '../config/format-problems.ts';
import { CommandError } from './command-error.ts';
import { readConfigOptions } from './config-options.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';
import { loadCheckedConfig } from './load-checked-config.ts';

/** `gatehouse config validate --config FILE`, also `gatehouse validate-config FILE`: tells all that is wrong with a configuration. */
export async function configValidate(args: readonly string[], io: CliIo): Promise<number> {
  const { options, words } = readConfigOptions(args, io);
  if (words.length > 0 && options.files !== undefined) {
    throw new CommandError(
      'usage',
      `"${words[0]}" is one argument too many: the files are named with --config already.`,
    );
  }
  const { config, problems, files } = await loadCheckedConfig(
    words.length > 0 ? { ...options, files: words } : options,
  );
  io.stderr(formatProblems(problems, { hasColor: io.hasColor === true }));
  const counted = countProblems(problems);
  if (config === undefined) {
    io.stderr(`\nThe configuration is not valid: ${counted}.\n`);
    return exitCodes.failure;
  }
  io.stdout(
    `The configuration is valid${counted === '' ? '' : `, with ${counted}`} (${files.join(', ')}).\n`,
  );
  return exitCodes.success;
}

function countProblems(problems: readonly { readonly severity: 'error' | 'warning' }[]): string {
  return (['error', 'warning'] as const)
    .map((severity) => ({
      severity,
      count: problems.filter((problem) => problem.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 ? '' : 's'}`)
    .join(' and ');
}
