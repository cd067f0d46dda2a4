import { afterEach, expect, test } from 'vitest';
import { startFaultGatehouse } from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { describeWithRedis } from '../support/redis-server.ts';
import { sentinelWords, startSentinelGroup, untilTakenOver } from '../support/sentinel-group.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// Two instances on a Redis with a replica and three sentinels: the master falls under visitors.

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/**
 * Redis answers before its replica has what was written: what was written in the last moments of a master may be gone with it. Nobody
 * can know of it, and Redis does not promise it.
 */
const replicatedWithinMs = 1000;

describeWithRedis('sessions in Redis with Sentinel', () => {
  test('a master that is killed: its replica takes over with every session that had reached it', async () => {
    const group = await startSentinelGroup();
    opened.push(() => group.close());
    const folder = await createTemporaryFolder('faults');
    opened.push(() => folder.remove());
    const session = {
      redis: {
        timeout: '1s',
        password: sentinelWords.password,
        high_availability: {
          sentinel_name: sentinelWords.name,
          sentinel_password: sentinelWords.sentinelPassword,
          nodes: group.sentinels.map(({ port }) => ({ host: '127.0.0.1', port })),
        },
      },
    };
    const instances = await Promise.all(
      ['one', 'two'].map((name) => startFaultGatehouse({ name, folder: folder.path, session })),
    );
    for (const one of instances) opened.push(() => one.close());
    const load = await startFaultLoad({ doors: instances.map(({ door }) => door), behindMs: 100 });
    await runFault(load, {
      async begin() {
        await group.master.stop('SIGKILL');
        load.doubtSince(replicatedWithinMs);
      },
      end: () => untilTakenOver(group),
    });
    expect(load.counts.of('unavailable', 'the fault'), load.counts.table()).toBeGreaterThan(0);
  }, 240_000);
});
