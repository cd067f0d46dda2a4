import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { findProgram } from '../../tests/support/find-program.ts';

/** The processor on which servers and load are measured: the last one, for the first has most of what the system does. */
export const measuredProcessor = availableParallelism() - 1;

/** Whether processes can be kept on one processor here (util-linux). */
export function hasScheduling(): boolean {
  return findProgram('taskset') !== undefined && findProgram('chrt') !== undefined;
}

/** Keeps a process with all its threads on the measured processor, where that can be done. */
export function keepOnOneProcessor(processId: number): void {
  if (!hasScheduling()) return;
  execFileSync('taskset', ['-acp', `${measuredProcessor}`, `${processId}`], { stdio: 'ignore' });
}
