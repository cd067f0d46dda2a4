import { createLog, type Log } from '../../src/lib/log.ts';

/** A log whose lines a test can read. */
export function createRecordingLog(): {
  readonly log: Log;
  readonly lines: Record<string, unknown>[];
  text: () => string;
} {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines, text: () => lines.map((line) => JSON.stringify(line)).join('\n') };
}
