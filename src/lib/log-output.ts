import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from './clock.ts';
import { errorCode } from './error-code.ts';
import { formatGoTime } from './go-time.ts';
import { toJsonLine } from './log-json.ts';
import { toTextLine } from './log-text.ts';

/** Where log lines go, and in which form. */
export interface LogOutputOptions {
  readonly format: 'text' | 'json';
  /** Undefined = standard output alone. `%d` and `{datetime}` or `{datetime:LAYOUT}` (a layout of Go) stand for the time of opening. */
  readonly filePath: string | undefined;
  /** Whether standard output gets the lines too where there is a file. */
  readonly keepsStandardOutput: boolean;
  readonly clock: Clock;
}

/** An open output; every line is written before the call returns, so that none is lost at a crash. */
export interface LogOutput {
  write(jsonLine: string): void;
  /** Opens the file anew, for tools that rotate logs by renaming. */
  reopen(): void;
}

const standardOutput = 1;
const defaultLayout = '2006-01-02T15:04:05Z07:00';

/** Opens the output; throws the file system's error where the file cannot be opened. */
export function openLogOutput(options: LogOutputOptions): LogOutput {
  let file = openFile(options);
  return {
    write(jsonLine) {
      const line = options.format === 'json' ? toJsonLine(jsonLine) : toTextLine(jsonLine);
      if (file !== undefined) writeWhole(file, line);
      if (file === undefined || options.keepsStandardOutput) writeWhole(standardOutput, line);
    },
    reopen() {
      const fresh = openFile(options);
      if (file !== undefined) closeSync(file);
      file = fresh;
    },
  };
}

function openFile({ filePath, clock }: LogOutputOptions): number | undefined {
  if (filePath === undefined) return undefined;
  const path = filePath.replace(/%d|\{datetime(?::([^}]*))?\}/g, (_, layout: string | undefined) =>
    formatGoTime(new Date(clock.now()), layout ?? defaultLayout),
  );
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a', 0o600);
}

/** A full pipe says EAGAIN, a reader that went away EPIPE: neither may stop the server. */
function writeWhole(descriptor: number, line: string): void {
  let rest = Buffer.from(line);
  for (let tries = 0; rest.length > 0 && tries < 100; tries++) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') return;
    }
  }
}
