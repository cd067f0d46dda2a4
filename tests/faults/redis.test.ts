import { afterEach, expect, test } from 'vitest';
import { startFaultGatehouse } from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { describeWithRedis, startRedisServer } from '../support/redis-server.ts';
import { startTcpGate } from '../support/tcp-gate.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// Two instances on one Redis, under visitors, while Redis is killed, stands still, or cannot be reached (issue 6, faults).

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/** A Redis that keeps what it answered, a stretch of network to it, and two instances. */
async function startWorld(redisKeys: Readonly<Record<string, unknown>> = {}) {
  const server = await startRedisServer({ settings: ['appendonly yes', 'appendfsync always'] });
  opened.push(() => server.close());
  const network = await startTcpGate(server.port);
  opened.push(() => network.close());
  const folder = await createTemporaryFolder('faults');
  opened.push(() => folder.remove());
  const session = { redis: { host: '127.0.0.1', port: network.port, timeout: '1s', ...redisKeys } };
  const instances = await Promise.all(
    ['one', 'two'].map((name) => startFaultGatehouse({ name, folder: folder.path, session })),
  );
  for (const one of instances) opened.push(() => one.close());
  return { server, network, doors: instances.map(({ door }) => door) };
}

type World = Awaited<ReturnType<typeof startWorld>>;

const faults: Readonly<
  Record<string, { begin(world: World): void | Promise<void>; end(world: World): void | Promise<void> }>
> = {
  'Redis is killed, and started again with its append-only file': {
    begin: ({ server }) => server.stop('SIGKILL'),
    end: ({ server }) => server.start(),
  },
  'Redis stands still': {
    begin: ({ server }) => server.freeze(),
    end: ({ server }) => server.thaw(),
  },
  'the network to Redis is cut': {
    begin: ({ network }) => network.cut(),
    end: ({ network }) => network.mend(),
  },
};

describeWithRedis('sessions in Redis', () => {
  test.each(Object.keys(faults))(
    '%s: none is lost, nobody comes in who must not',
    async (name) => {
      const world = await startWorld();
      // docs/sessions.md: with the local cache, an answer is at most a tenth of a second behind.
      const load = await startFaultLoad({ doors: world.doors, behindMs: 100 });
      await runFault(load, {
        begin: () => faults[name]?.begin(world),
        end: () => faults[name]?.end(world),
      });
      expect(load.counts.of('unavailable', 'the fault'), load.counts.table()).toBeGreaterThan(0);
    },
    180_000,
  );
});
