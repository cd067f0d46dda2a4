import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startEchoApplication } from '../../support/echo-application.ts';
import { findProgram } from '../../support/find-program.ts';
import {
  type GatehouseProcess,
  startGatehouseProcess,
  writeGatehouseFiles,
} from '../../support/gatehouse-process.ts';
import { startNginxOfInstances } from '../../support/nginx-of-instances.ts';
import { people } from '../../support/people.ts';
import { startRedisServer } from '../../support/redis-server.ts';
import { sendRaw } from '../../support/send-raw.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';

const nginx = findProgram('nginx');
const isComplete = nginx !== undefined && findProgram('redis-server') !== undefined;

describe.skipIf(!isComplete)('two instances on Redis behind nginx (both must be installed)', () => {
  test('a rolling restart loses no session and answers every request', async () => {
    await using opened = new AsyncDisposableStack();
    const redis = opened.adopt(await startRedisServer(), (one) => one.close());
    const application = opened.adopt(await startEchoApplication(), (one) => one.close());
    const folder = opened.adopt(await createTemporaryFolder('rolling'), (one) => one.remove());
    const session = {
      secret: 'a secret that both instances share',
      redis: { host: '127.0.0.1', port: redis.port },
      cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
    };
    const instances = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const own = join(folder.path, name);
        await mkdir(own);
        return { folder: own, port: await writeGatehouseFiles(own, { session }) };
      }),
    );
    const all: GatehouseProcess[] = [];
    const start = async (own: string) => {
      const started = startGatehouseProcess(['--config', 'configuration.yml'], own);
      all.push(started);
      await started.until(() => started.stdout().includes('Gatehouse is ready'));
      return started;
    };
    const running = await Promise.all(instances.map((one) => start(one.folder)));
    opened.defer(async () => {
      for (const one of running) one.signal('SIGKILL');
      await Promise.all(running.map((one) => one.ended));
    });
    const { port } = opened.adopt(
      await startNginxOfInstances({
        command: nginx ?? 'nginx',
        folder: folder.path,
        applicationPort: application.port,
        hosts: ['app.example.com'],
        instances: instances.map((one) => one.port),
      }),
      (one) => one.stop(),
    );

    const signIn = () =>
      sendRaw(
        { port },
        {
          method: 'POST',
          target: '/api/firstfactor',
          headers: [['Host', 'auth.example.com']],
          body: JSON.stringify({ username: 'john', password: people.john.password }),
        },
      );
    const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) =>
      answer.header('Set-Cookie')?.split(';')[0] ?? '';
    const cookies: string[] = [];
    for (let count = 0; count < 4; count++) cookies.push(cookieOf(await signIn()));

    const statuses = { visits: new Map<number, number>(), signIns: new Map<number, number>() };
    const count = (counts: Map<number, number>, status: number) =>
      counts.set(status, (counts.get(status) ?? 0) + 1);
    let isOver = false;
    let answered = 0;
    const visitors = cookies.map(async (cookie) => {
      while (!isOver) {
        const headers = [
          ['Host', 'app.example.com'],
          ['Cookie', cookie],
        ] as const;
        count(statuses.visits, (await sendRaw({ port }, { target: '/', headers })).status);
        answered += 1;
        await delay(5);
      }
    });
    const newcomer = (async () => {
      while (!isOver) {
        const answer = await signIn();
        count(statuses.signIns, answer.status);
        cookies.push(cookieOf(answer));
        await delay(5);
      }
    })();
    const everybody = Promise.all([...visitors, newcomer]);
    // Where the test ends early, its visitors meet nobody any more.
    everybody.catch(() => undefined);
    for (const [index, instance] of instances.entries()) {
      running[index]?.signal('SIGTERM');
      expect(await running[index]?.ended).toBe(0);
      running[index] = await start(instance.folder);
      // Whatever began before this one was back has been answered once everybody had many more: a request meets one stop, not two.
      const enough = answered + 10 * cookies.length;
      await expect.poll(() => answered, { timeout: 60_000 }).toBeGreaterThan(enough);
    }
    isOver = true;
    await everybody;
    const told = all
      .flatMap((one) => one.stdout().split('\n'))
      .filter((line) => line.includes('level=error'))
      .slice(0, 20);
    const failures = [...told, await readFile(join(folder.path, 'error.log'), 'utf8')].join('\n');
    expect([...statuses.visits.keys()], failures).toEqual([200]);
    expect([...statuses.signIns.keys()], failures).toEqual([200]);
    for (const cookie of cookies) {
      const headers = [
        ['Host', 'app.example.com'],
        ['Cookie', cookie],
      ] as const;
      expect((await sendRaw({ port }, { target: '/', headers })).status).toBe(200);
    }
  }, 180_000);
});
