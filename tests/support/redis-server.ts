import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { findFreePort } from './free-port.ts';
import { createRestartableProgram, type RestartableProgram } from './restartable-program.ts';

/** A `describe` for what needs a real Redis; where the machine has none, it is skipped and its name says why. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (spawnSync('redis-server', ['--version']).status === 0) describe(name, tests);
  else describe.skip(`${name} (redis-server is not installed: apt-get install redis-server)`, tests);
}

/** A real Redis (or Sentinel) of a test, with a folder of its own under the system's temporary folder. */
export interface RedisServer extends RestartableProgram {
  readonly port: number;
  readonly folder: string;
  /** Starts it again on the same port, with the same settings and, unless they keep it, without what it held. */
  start(): Promise<void>;
  /** Ends it for good and removes its folder. */
  close(): Promise<void>;
}

/** Settings as lines of redis.conf; `{folder}` and `{port}` stand for the server's own. */
export interface RedisServerOptions {
  readonly settings?: readonly string[];
  readonly isSentinel?: boolean;
  /** The port is for TLS alone; the settings say how. */
  readonly isTlsOnly?: boolean;
  /** Default: a free one. */
  readonly port?: number;
}

/** Starts a Redis on a free loopback port and waits until it takes connections. */
export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const port = options.port ?? (await findFreePort());
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-redis-'));
  const configuration = join(folder, 'redis.conf');
  const lines = [
    `port ${options.isTlsOnly ? 0 : port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    'daemonize no',
    ...(options.isSentinel ? [] : ['save ""', 'appendonly no']),
    ...(options.settings ?? []),
  ];
  writeFileSync(
    configuration,
    lines.join('\n').replaceAll('{folder}', folder).replaceAll('{port}', `${port}`),
  );

  const program = createRestartableProgram({
    command: 'redis-server',
    arguments: [configuration, ...(options.isSentinel ? ['--sentinel'] : [])],
    ready: { port },
  });
  await program.start();
  return {
    port,
    folder,
    ...program,
    async close() {
      await program.stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
