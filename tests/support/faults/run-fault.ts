import { expect } from 'vitest';
import type { FaultLoad } from './fault-load.ts';

/** What is broken, and how it is mended. */
export interface Fault {
  readonly begin: () => unknown;
  readonly end: () => unknown;
}

/**
 * Breaks something under the load and mends it, in the phases `before`, `the fault`, `the mending` and `after`. Before and after nothing may be
 * unavailable; between, that is up to the test. What must never be, is checked over all.
 */
export async function runFault(load: FaultLoad, { begin, end }: Fault): Promise<void> {
  await load.phase('before');
  await load.phase('the fault', begin);
  await load.phase('the mending', end, 0);
  await load.untilHealed();
  await load.phase('after');
  await load.finish();
  const { counts } = load;
  for (const phase of ['before', 'after']) {
    expect(counts.of('unavailable', phase) + counts.of('unreachable', phase), counts.table()).toBe(0);
  }
  if (process.env.GATEHOUSE_FAULTS === 'tell') process.stdout.write(`${counts.table()}\n`);
}
