import { once } from 'node:events';
import type { Gatehouse } from '../app.ts';
import { startGatehouse } from '../app.ts';
import type { Config } from '../config/config.ts';
import { formatProblems } from '../config/format-problems.ts';
import { AppError } from '../lib/app-error.ts';
import { systemClock } from '../lib/clock.ts';
import { errorCode } from '../lib/error-code.ts';
import { createLog, type Log } from '../lib/log.ts';
import { type LogOutput, openLogOutput } from '../lib/log-output.ts';
import { reasonOf } from '../lib/reason-of.ts';
import { UsersFileError } from '../users/users-file-error.ts';
import { readVersion } from './build-info.ts';
import { CommandError } from './command-error.ts';
import { readConfigOptions } from './config-options.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';
import { loadCheckedConfig } from './load-checked-config.ts';

/** `gatehouse --config FILE`: serves until SIGINT or SIGTERM; SIGHUP opens the log file anew. */
export async function serve(args: readonly string[], io: CliIo): Promise<number> {
  const { options, words } = readConfigOptions(args, io);
  if (words.length > 0) throw new CommandError('usage', `"${words[0]}" is no command and no flag.`);
  const { config, problems, files } = await loadCheckedConfig(options);
  io.stderr(formatProblems(problems, { hasColor: io.hasColor === true }));
  if (config === undefined) {
    io.stderr('\nGatehouse does not start with a configuration that is not valid.\n');
    return exitCodes.failure;
  }
  const output = openLog(config, io);
  if (output === undefined) return exitCodes.failure;
  const log = createLog(config.log.level, output);
  const gatehouse = await start(config, log, io);
  if (gatehouse === undefined) return exitCodes.failure;
  log.info({ version: readVersion(), url: gatehouse.url, files }, 'Gatehouse is ready');
  await serveUntilStopped(gatehouse, { log, output });
  return exitCodes.success;
}

function openLog({ log }: Config, io: CliIo): LogOutput | undefined {
  try {
    const { format, file_path: filePath, keep_stdout: keepsStandardOutput } = log;
    return openLogOutput({ format, filePath, keepsStandardOutput, clock: systemClock });
  } catch (error) {
    io.stderr(`log.file_path: the log file cannot be opened: ${reasonOf(error)}\n`);
    return undefined;
  }
}

/** What the outside world refuses at start is told in one line; only a fault of the program itself shows where it happened. */
async function start(config: Config, log: Log, io: CliIo): Promise<Gatehouse | undefined> {
  try {
    return await startGatehouse({ config, log });
  } catch (error) {
    if (error instanceof UsersFileError) return tellUsersFile(error, io);
    if (error instanceof AppError) log.error({ code: error.code, detail: error.detail }, error.message);
    else if (errorCode(error) !== undefined)
      log.error({ code: errorCode(error) }, `Gatehouse cannot start: ${reasonOf(error)}`);
    else log.error({ err: error }, `Gatehouse cannot start: ${reasonOf(error)}`);
    return undefined;
  }
}

function tellUsersFile(error: UsersFileError, io: CliIo): undefined {
  io.stderr(formatProblems(error.problems, { hasColor: io.hasColor === true }));
  io.stderr(`\nGatehouse does not start: ${error.message}\n`);
}

async function serveUntilStopped(
  gatehouse: Gatehouse,
  { log, output }: { log: Log; output: LogOutput },
): Promise<void> {
  const reopen = () => output.reopen();
  process.on('SIGHUP', reopen);
  const signal = await Promise.race(
    ['SIGINT', 'SIGTERM'].map((name) => once(process, name).then(() => name)),
  );
  log.info({ signal }, 'Gatehouse is stopping');
  await gatehouse.close();
  process.off('SIGHUP', reopen);
  log.info('Gatehouse has stopped');
}
