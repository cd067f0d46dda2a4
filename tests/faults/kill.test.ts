import { afterEach, describe, expect, test } from 'vitest';
import {
  createFaultGatehouseProcess,
  type FaultGatehouseProcess,
} from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// One instance with sessions in memory and SQLite, killed and stopped under visitors (departures.md §2; issue 6, faults).

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function start(): Promise<FaultGatehouseProcess> {
  const folder = await createTemporaryFolder('faults');
  opened.push(() => folder.remove());
  const gatehouse = await createFaultGatehouseProcess({ name: 'alone', folder: folder.path });
  opened.push(() => gatehouse.close());
  await gatehouse.start();
  return gatehouse;
}

/** docs/sessions.md promises a second; on a machine that does not come to it, the timer of the batch rings later. */
const writtenWithinMs = 2000;

describe('sessions in memory', () => {
  test('kill -9: what was signed in a moment before stays, what ended stays ended', async () => {
    const gatehouse = await start();
    const load = await startFaultLoad({ doors: [gatehouse.door] });
    await runFault(load, {
      async begin() {
        await gatehouse.end('SIGKILL');
        load.doubtSince(writtenWithinMs);
      },
      end: () => gatehouse.start(),
    });
    expect(load.counts.of('unreachable', 'the fault'), load.counts.table()).toBeGreaterThan(0);
  }, 240_000);

  test('SIGTERM: every session stays, to the last one', async () => {
    const gatehouse = await start();
    const load = await startFaultLoad({ doors: [gatehouse.door] });
    await runFault(load, {
      begin: async () => expect(await gatehouse.end('SIGTERM')).toBe(0),
      end: () => gatehouse.start(),
    });
    expect(load.counts.of('unreachable', 'the fault'), load.counts.table()).toBeGreaterThan(0);
  }, 240_000);
});
