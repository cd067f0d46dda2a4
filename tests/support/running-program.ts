import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { isListening } from './is-listening.ts';

/** A real program that a test started. */
export interface RunningProgram {
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/** How to start a real program and how to see that it is ready. */
export interface ProgramStart {
  readonly command: string;
  readonly arguments: readonly string[];
  /** A TCP port of 127.0.0.1 that it opens when it is ready. */
  readonly readyPort: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** On a busy machine. */
const startLimitMs = 60_000;

/** Starts a program in the foreground and waits for its port; what it said is in the error where it does not come up. */
export async function startProgram(start: ProgramStart): Promise<RunningProgram> {
  const child = spawn(start.command, [...start.arguments], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...start.environment },
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      said += error.message;
      resolve();
    });
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await gone;
  };
  const deadline = Date.now() + startLimitMs;
  while (!(await isListening({ port: start.readyPort }))) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > deadline) {
      await stop();
      throw new Error(`${start.command} did not start:\n${said}`);
    }
    await wait(20);
  }
  return { stop };
}
