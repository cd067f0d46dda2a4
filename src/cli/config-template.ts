import { formatProblems } from '../config/format-problems.ts';
import { readConfigurationFiles } from '../config/load.ts';
import { readConfigOptions } from './config-options.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';

/** `gatehouse config template`: prints the configuration files as they are after their filters. */
export async function configTemplate(args: readonly string[], io: CliIo): Promise<number> {
  const { options } = readConfigOptions(args, io);
  const { filtered, problems } = await readConfigurationFiles(options);
  for (const { file, text } of filtered) {
    const heading = filtered.length > 1 ? `---\n# ${file}\n` : '';
    io.stdout(`${heading}${text}${text.endsWith('\n') ? '' : '\n'}`);
  }
  io.stderr(formatProblems(problems, { hasColor: io.hasColor === true }));
  return problems.some(({ severity }) => severity === 'error') ? exitCodes.failure : exitCodes.success;
}
