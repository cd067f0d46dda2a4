import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { startFaultGatehouse } from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { faultPeople } from '../support/faults/fault-people.ts';
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
async function startWorld({
  redis,
  ...keys
}: Readonly<Record<string, unknown>> & { readonly redis?: object }) {
  const server = await startRedisServer({ settings: ['appendonly yes', 'appendfsync always'] });
  opened.push(() => server.close());
  const network = await startTcpGate(server.port);
  opened.push(() => network.close());
  const folder = await createTemporaryFolder('faults');
  opened.push(() => folder.remove());
  const session = { ...keys, redis: { host: '127.0.0.1', port: network.port, timeout: '1s', ...redis } };
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
  describe.each([
    ['with the local cache', {}, 100],
    ['without the local cache', { redis: { local_cache: { enable: false } } }, 0],
  ] as const)('%s', (_which, sessionKeys, behindMs) => {
    test.each(Object.keys(faults))(
      '%s: none is lost, nobody comes in who must not',
      async (name) => {
        const world = await startWorld(sessionKeys);
        const load = await startFaultLoad({ doors: world.doors, behindMs });
        await runFault(load, {
          begin: () => faults[name]?.begin(world),
          end: () => faults[name]?.end(world),
        });
        expect(load.counts.of('unavailable', 'the fault'), load.counts.table()).toBeGreaterThan(0);
      },
      240_000,
    );
  });

  test('attacks.md, authentik CVE-2025-29928: what one instance ends, the other refuses a tenth of a second later, under load', async () => {
    const { doors } = await startWorld({});
    const load = await startFaultLoad({ doors, behindMs: 100 });
    await load.phase('under load', undefined, 1000);
    await load.finish();
    expect(load.counts.of('denied', 'under load'), load.counts.table()).toBeGreaterThan(100);
    expect(load.counts.of('unavailable'), load.counts.table()).toBe(0);
  }, 240_000);

  test('with session.grace, one instance: who is signed in goes on while Redis is away; what ended stays ended', async () => {
    const world = await startWorld({ grace: '10m' });
    const load = await startFaultLoad({ doors: world.doors.slice(0, 1), behindMs: 100 });
    const before = load.known.those('live').length;
    await runFault(load, { begin: () => world.server.stop('SIGKILL'), end: () => world.server.start() });
    const { counts } = load;
    expect(before, counts.table()).toBeGreaterThan(0);
    // Visits go on; sign-ins and proofs wait for Redis.
    expect(counts.of('allowed', 'the fault'), counts.table()).toBeGreaterThan(
      counts.of('unavailable', 'the fault') / 4,
    );
  }, 240_000);

  test('with session.grace, two instances: what one ended before Redis went away, the other lets nobody in with', async () => {
    const { server, doors } = await startWorld({ grace: '10m' });
    const [one, other] = doors;
    const [person] = faultPeople;
    const body = { username: person?.username, password: person?.password };
    const signedIn = await one?.portal({ method: 'POST', path: '/api/firstfactor', body });
    const cookie = signedIn?.header('Set-Cookie')?.split(';')[0] ?? '';
    const statuses = [(await one?.visit('app', cookie))?.status];
    statuses.push((await other?.portal({ method: 'POST', path: '/api/logout', cookie, body: {} }))?.status);
    await server.stop('SIGKILL');
    // The local cache is behind by a tenth of a second at most.
    await delay(200);
    statuses.push((await one?.visit('app', cookie))?.status);
    expect(statuses).toEqual([200, 200, 503]);
  }, 60_000);
});
