import { afterEach, expect, test } from 'vitest';
import { startFaultGatehouse } from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { clusterPassword, startRedisCluster, untilMaster } from '../support/redis-cluster.ts';
import { describeWithRedis } from '../support/redis-server.ts';
import { sentinelWords, startSentinelGroup, untilTakenOver } from '../support/sentinel-group.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// Two instances on a Redis whose master has a replica: the master falls under visitors.

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/**
 * Redis answers before its replica has what was written: what was written in the last moments of a master may be gone with it. Nobody
 * can know of it, and Redis does not promise it.
 */
const replicatedWithinMs = 1000;

/** Servers of which one may fall. */
interface ReplicatedRedis {
  /** What `session.redis` says of them. */
  readonly redis: Readonly<Record<string, unknown>>;
  readonly killMaster: () => Promise<void>;
  readonly untilReplaced: () => Promise<void>;
}

async function startWithSentinels(): Promise<ReplicatedRedis> {
  const group = await startSentinelGroup();
  opened.push(() => group.close());
  return {
    redis: {
      password: sentinelWords.password,
      high_availability: {
        sentinel_name: sentinelWords.name,
        sentinel_password: sentinelWords.sentinelPassword,
        nodes: group.sentinels.map(({ port }) => ({ host: '127.0.0.1', port })),
      },
    },
    killMaster: () => group.master.stop('SIGKILL'),
    untilReplaced: () => untilTakenOver(group),
  };
}

async function startCluster(): Promise<ReplicatedRedis> {
  const cluster = await startRedisCluster();
  opened.push(() => cluster.close());
  return {
    redis: { password: clusterPassword, cluster: { nodes: cluster.nodes } },
    killMaster: () => cluster.home.stop('SIGKILL'),
    untilReplaced: () => untilMaster(cluster.replica),
  };
}

describeWithRedis('sessions in Redis with a replica', () => {
  test.each([
    ['found by Sentinel', startWithSentinels],
    ['in a cluster', startCluster],
  ])(
    'a master %s that is killed: its replica takes over with every session that had reached it',
    async (_which, start) => {
      const { redis, killMaster, untilReplaced } = await start();
      const folder = await createTemporaryFolder('faults');
      opened.push(() => folder.remove());
      const session = { redis: { timeout: '1s', ...redis } };
      const instances = await Promise.all(
        ['one', 'two'].map((name) => startFaultGatehouse({ name, folder: folder.path, session })),
      );
      for (const one of instances) opened.push(() => one.close());
      const load = await startFaultLoad({ doors: instances.map(({ door }) => door), behindMs: 100 });
      await runFault(load, {
        async begin() {
          await killMaster();
          load.doubtSince(replicatedWithinMs);
        },
        end: untilReplaced,
      });
      expect(load.counts.of('unavailable', 'the fault'), load.counts.table()).toBeGreaterThan(0);
    },
    240_000,
  );
});
