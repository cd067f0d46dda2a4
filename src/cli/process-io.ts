import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { readEnvironment } from '../config/read-environment.ts';
import type { CliIo } from './io.ts';

/** The terminal, environment and folder of this process. */
export function createProcessIo(): CliIo {
  const environment = readEnvironment();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    environment,
    workingDirectory: process.cwd(),
    hasColor: process.stderr.isTTY === true && (environment.NO_COLOR ?? '') === '',
    readLine,
  };
}

/** `gatehouse … | head` closes its end early, which is no failure. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function readLine(prompt: string, { hidden }: { readonly hidden: boolean }): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stderr.write(prompt);
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? nowhere : process.stderr,
    terminal: isTerminal,
  });
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
      if (hidden && isTerminal) process.stderr.write('\n');
    });
    lines.once('close', () => reject(new Error('nothing was entered')));
    lines.once('SIGINT', () => lines.close());
  });
}
