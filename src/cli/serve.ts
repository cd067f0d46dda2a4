import { once } from 'node:events';
import type { Gatehouse, GatehouseOptions } from '../app.ts';
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
import { startHint } from './start-hint.ts';
import { openWorkerLink, type WorkerLink } from './workers/worker-link.ts';

/** `gatehouse --config FILE`: serves until SIGINT or SIGTERM; SIGHUP opens the log file anew. */
export async function serve(args: readonly string[], io: CliIo): Promise<number> {
  const { options, words } = readConfigOptions(args, io);
  if (words.length > 0) throw new CommandError('usage', `"${words[0]}" is no command and no flag.`);
  const { config, problems, files } = await loadCheckedConfig(options);
  const link = openWorkerLink(io.environment);
  // Whoever started this worker has told them.
  if (link === undefined) io.stderr(formatProblems(problems, { hasColor: io.hasColor === true }));
  if (config === undefined) {
    io.stderr('\nGatehouse does not start with a configuration that is not valid.\n');
    return exitCodes.failure;
  }
  const output = openLog(config, io);
  if (output === undefined) return exitCodes.failure;
  const log = createLog(config.log.level, output);
  if (link !== undefined) return serveAsWorker({ config, log, output, link }, io);
  // For good: without a listener the signal would end the process.
  process.on('SIGHUP', () => output.reopen());
  const gatehouse = await start({ config, log }, io);
  if (gatehouse === undefined) return exitCodes.failure;
  // Whoever reads that it is ready may signal at once.
  const stopSignal = nextStopSignal();
  const { workers } = config.server;
  const served = { version: readVersion(), url: gatehouse.url, files, ...(workers > 1 ? { workers } : {}) };
  log.info(served, 'Gatehouse is ready');
  log.info({ signal: await stopSignal }, 'Gatehouse is stopping');
  await gatehouse.close();
  log.info('Gatehouse has stopped');
  return exitCodes.success;
}

interface WorkerStart {
  readonly config: Config;
  readonly log: Log;
  readonly output: LogOutput;
  readonly link: WorkerLink;
}

/** One of several processes: what is to be told of all of them is told by the one that started it. */
async function serveAsWorker({ config, log, output, link }: WorkerStart, io: CliIo): Promise<number> {
  process.on('SIGHUP', () => output.reopen());
  const stopSignal = nextStopSignal();
  const gatehouse = await start({ config, log, worker: link }, io);
  if (gatehouse !== undefined) {
    link.tellReady(gatehouse.url);
    await stopSignal;
    await gatehouse.close();
  }
  link.close();
  return gatehouse === undefined ? exitCodes.failure : exitCodes.success;
}

function nextStopSignal(): Promise<string> {
  return Promise.race(['SIGINT', 'SIGTERM'].map((name) => once(process, name).then(() => name)));
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
async function start(options: GatehouseOptions, io: CliIo): Promise<Gatehouse | undefined> {
  const { config, log, worker } = options;
  try {
    if (config.server.workers === 1 || worker !== undefined) return await startGatehouse(options);
    return await startWorkers(config, log);
  } catch (error) {
    if (error instanceof UsersFileError) return tellUsersFile(error, io);
    if (error instanceof AppError) {
      const { code, detail } = error;
      log.error({ code, detail, hint: startHint(code) }, error.message);
      return undefined;
    }
    const code = errorCode(error);
    if (code === undefined) log.error({ err: error }, `Gatehouse cannot start: ${reasonOf(error)}`);
    else log.error({ code, hint: startHint(code) }, `Gatehouse cannot start: ${reasonOf(error)}`);
    return undefined;
  }
}

/** Imported only where it is asked for: most have one process, which then starts sooner. */
async function startWorkers(config: Config, log: Log): Promise<Gatehouse | undefined> {
  const { serveWorkers } = await import('./workers/serve-workers.ts');
  const served = await serveWorkers(config, log);
  if (served !== undefined) process.on('SIGHUP', () => served.reopenLogs());
  return served;
}

function tellUsersFile(error: UsersFileError, io: CliIo): undefined {
  io.stderr(formatProblems(error.problems, { hasColor: io.hasColor === true }));
  io.stderr(`\nGatehouse does not start: ${error.message}\n`);
}
