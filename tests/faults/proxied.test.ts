import { afterEach, describe, expect, test } from 'vitest';
import { startEchoApplication } from '../support/echo-application.ts';
import { proxiedDoor } from '../support/faults/fault-door.ts';
import { createFaultGatehouseProcess } from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { findProgram } from '../support/find-program.ts';
import { startNginxOfInstances } from '../support/nginx-of-instances.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// Two instances on one Redis behind nginx as docs/sessions.md writes it: one of them is killed or stopped under visitors.

const nginx = findProgram('nginx');
const isComplete = nginx !== undefined && findProgram('redis-server') !== undefined;

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function startWorld() {
  const folder = await createTemporaryFolder('faults');
  opened.push(() => folder.remove());
  const redis = await startRedisServer();
  opened.push(() => redis.close());
  const application = await startEchoApplication();
  opened.push(() => application.close());
  const session = { redis: { host: '127.0.0.1', port: redis.port } };
  const [one, two] = await Promise.all(
    ['one', 'two'].map((name) => createFaultGatehouseProcess({ name, folder: folder.path, session })),
  );
  if (one === undefined || two === undefined) throw new Error('two are needed');
  for (const instance of [one, two]) opened.push(() => instance.close());
  await Promise.all([one.start(), two.start()]);

  const proxy = await startNginxOfInstances({
    command: nginx ?? 'nginx',
    folder: folder.path,
    applicationPort: application.port,
    hosts: ['public.example.com', 'app.example.com', 'secure.example.com'],
    instances: [one.port, two.port],
  });
  opened.push(() => proxy.stop());
  return { one, door: proxiedDoor('nginx', proxy.port) };
}

describe.skipIf(!isComplete)(
  'one of two instances behind nginx (nginx and redis-server must be installed)',
  () => {
    test.each(['SIGKILL', 'SIGTERM'] as const)(
      '%s: no session is lost and every visit is answered by the other one',
      async (signal) => {
        const { one, door } = await startWorld();
        const load = await startFaultLoad({ doors: [door], behindMs: 100 });
        await runFault(load, { begin: () => one.end(signal), end: () => one.start() });
        const { counts } = load;
        expect(counts.of('unavailable') + counts.of('unreachable'), counts.table()).toBe(0);
      },
      240_000,
    );
  },
);
