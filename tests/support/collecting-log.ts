import type { Log } from '../../src/lib/log.ts';
import { createLog } from '../../src/lib/log.ts';

/** One line of the log as it would be written. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A log at level `trace` whose lines a test can look at. */
export function createCollectingLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const log = createLog('trace', {
    write: (line) => {
      lines.push(JSON.parse(line));
    },
  });
  return { log, lines };
}
