import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isListening } from './is-listening.ts';

/** A real program that a test ends and starts again as it likes. */
export interface RestartableProgram {
  /** Starts it and waits until it takes connections. */
  start(): Promise<void>;
  /** Ends the process as an operator would (SIGTERM), or kills it. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Freezes and thaws the process. */
  freeze(): void;
  thaw(): void;
}

/** How to start a program, and how to see that it is there. */
export interface RestartableProgramOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Where it takes connections once it is there; the host defaults to 127.0.0.1. */
  readonly ready: { readonly port: number; readonly host?: string };
  /** Default: a minute, for busy machines. */
  readonly startLimitMs?: number;
  /** For programs whose children end when their standard input is closed. */
  readonly holdsStandardInput?: boolean;
}

/** A program that is not started yet. */
export function createRestartableProgram(options: RestartableProgramOptions): RestartableProgram {
  let child: ChildProcess | undefined;
  return {
    async start() {
      child = spawn(options.command, [...options.arguments], {
        stdio: [options.holdsStandardInput === true ? 'pipe' : 'ignore', 'ignore', 'ignore'],
      });
      await waitUntilReady(child, options);
    },
    async stop(signal = 'SIGTERM') {
      const ending = child;
      child = undefined;
      if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
      const gone = once(ending, 'exit');
      ending.kill(signal);
      // A frozen process takes no other signal before it is thawed.
      ending.kill('SIGCONT');
      await gone;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  };
}

async function waitUntilReady(child: ChildProcess, options: RestartableProgramOptions): Promise<void> {
  const { command, ready, startLimitMs = 60_000 } = options;
  const endMs = performance.now() + startLimitMs;
  while (!(await isListening(ready))) {
    if (child.exitCode !== null) throw new Error(`${command} ended with code ${child.exitCode}`);
    if (performance.now() > endMs) throw new Error(`${command} does not listen on ${ready.port}`);
    await delay(20);
  }
}
