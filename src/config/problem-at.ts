import { formatKeyPath } from './key-path.ts';
import type { ConfigProblem } from './problem.ts';
import type { Origin, Step } from './raw-tree.ts';

/** A problem at a place; without one it is about something that is missing. */
export function problemAt(
  origin: Origin | undefined,
  problem: {
    readonly severity: ConfigProblem['severity'];
    readonly path: readonly Step[];
    readonly message: string;
    readonly hint?: string | undefined;
  },
): ConfigProblem {
  const { severity, path, message, hint } = problem;
  return { severity, keyPath: formatKeyPath(path), message, hint, source: origin };
}
