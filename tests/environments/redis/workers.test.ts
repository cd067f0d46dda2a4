import { readFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '../../support/free-port.ts';
import {
  type GatehouseProcess,
  startGatehouseProcess,
  writeGatehouseFiles,
} from '../../support/gatehouse-process.ts';
import { people } from '../../support/people.ts';
import { describeWithRedis, type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { sendRaw } from '../../support/send-raw.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

/** Several processes start one after the other, on a machine that may have more to do. */
const startLimitMs = 90_000;

describeWithRedis('several workers on Redis', () => {
  let redis: RedisServer;
  let folder: TemporaryFolder;
  let port: number;
  let metricsPort: number;
  let serving: GatehouseProcess;

  beforeAll(async () => {
    redis = await startRedisServer();
    folder = await createTemporaryFolder('workers');
    metricsPort = await findFreePort();
    port = await writeGatehouseFiles(folder.path, {
      log: { file_path: join(folder.path, 'log.txt'), keep_stdout: true },
      telemetry: { metrics: { enabled: true, address: `tcp://127.0.0.1:${metricsPort}/metrics` } },
      session: {
        secret: 'a secret that all workers share',
        redis: { host: '127.0.0.1', port: redis.port },
        cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
      },
    });
    const file = join(folder.path, 'configuration.yml');
    const written = await readFile(file, 'utf8');
    await writeFile(file, written.replace(/^server:$/m, 'server:\n  workers: 2'));
    serving = startGatehouseProcess(['--config', 'configuration.yml'], folder.path);
    await serving.until(() => serving.stdout().includes('Gatehouse is ready'), startLimitMs);
  }, startLimitMs);
  afterAll(async () => {
    serving.signal('SIGKILL');
    await serving.ended;
    await redis.close();
    await folder.remove();
  });

  const portal = [
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Host', 'auth.example.com'],
  ] as const;

  async function signIn(): Promise<string> {
    const body = JSON.stringify({ username: 'john', password: people.john.password });
    const answer = await sendRaw(
      { port },
      { method: 'POST', target: '/api/firstfactor', headers: portal, body },
    );
    expect(answer.status).toBe(200);
    return answer.header('Set-Cookie')?.split(';')[0] ?? '';
  }

  async function check(cookie: string): Promise<number> {
    const headers = [
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Host', 'app.example.com'],
      ['X-Forwarded-Method', 'GET'],
      ['X-Forwarded-Uri', '/'],
      ['Cookie', cookie],
    ] as const;
    return (await sendRaw({ port }, { target: '/api/authz/forward-auth', headers })).status;
  }

  /** As a proxy does: what got no answer is asked once more. */
  const checkWithRetry = (cookie: string) => check(cookie).catch(() => check(cookie));

  /** The process of a worker, as the log told of it last. */
  function processOf(worker: number): number {
    const lines = serving.stdout().split('\n');
    const line = lines.findLast(
      (one) => one.includes('a worker is ready') && one.includes(`worker=${worker}`),
    );
    return Number(/process_id=(\d+)/.exec(line ?? '')?.[1]);
  }

  async function readMetrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  }

  test('workers that are killed under load are replaced: no session is lost, every request is answered', async () => {
    const cookies = [await signIn(), await signIn()];
    const statuses: number[] = [];
    let isOver = false;
    const visitors = [...cookies, ...cookies].map(async (cookie) => {
      while (!isOver) {
        statuses.push(await checkWithRetry(cookie));
        await delay(5);
      }
    });
    try {
      for (const worker of [1, 2]) {
        const before = processOf(worker);
        process.kill(before, 'SIGKILL');
        await serving.until(() => processOf(worker) !== before, startLimitMs);
      }
    } finally {
      isOver = true;
      await Promise.all(visitors);
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(serving.stdout()).toContain('a worker died and is replaced');
    for (const cookie of cookies) expect(await check(cookie)).toBe(200);
  }, 200_000);

  test('the metrics of all workers stand on one page', async () => {
    const text = await readMetrics();
    expect(text).toContain('process_resident_memory_bytes{worker="1"}');
    expect(text).toContain('process_resident_memory_bytes{worker="2"}');
    expect(text.match(/# TYPE process_resident_memory_bytes/g)).toHaveLength(1);
  });

  test('SIGHUP reaches every process: each opens the log file anew', { timeout: startLimitMs }, async () => {
    await rename(join(folder.path, 'log.txt'), join(folder.path, 'old.txt'));
    serving.signal('SIGHUP');
    const fresh = () => {
      try {
        return readFileSync(join(folder.path, 'log.txt'), 'utf8');
      } catch {
        return '';
      }
    };
    for (let tries = 0; tries < 200; tries++) {
      await Promise.all(Array.from({ length: 4 }, () => refusedCheck()));
      await delay(20);
      if (new Set([...fresh().matchAll(/request_id=(\w+)-/g)].map(([, prefix]) => prefix)).size === 2) return;
    }
    throw new Error(`not both workers wrote to the new file:\n${fresh()}`);
  });

  /** A check that is told in the log. */
  const refusedCheck = () =>
    sendRaw(
      { port },
      { target: '/api/authz/forward-auth', headers: [['X-Forwarded-Host', 'elsewhere.org']] },
    );

  test(
    'SIGTERM ends all of them, gracefully',
    async () => {
      const [one, two] = [processOf(1), processOf(2)];
      serving.signal('SIGTERM');
      expect(await serving.ended).toBe(0);
      expect(serving.stdout()).toContain('Gatehouse has stopped');
      for (const gone of [one, two]) expect(() => process.kill(gone, 0)).toThrow();
    },
    startLimitMs,
  );
});
