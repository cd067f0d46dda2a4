import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe } from 'vitest';
import { findFreePort } from './free-port.ts';

/** A `describe` for what needs a real Redis; where the machine has none, it is skipped and its name says why. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (spawnSync('redis-server', ['--version']).status === 0) describe(name, tests);
  else describe.skip(`${name} (redis-server is not installed: apt-get install redis-server)`, tests);
}

const startLimitMs = 10_000;

/** A real Redis (or Sentinel) of a test, with a folder of its own under the system's temporary folder. */
export interface RedisServer {
  readonly port: number;
  readonly folder: string;
  /** Ends the process as an operator would (SIGTERM), or kills it. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts it again on the same port, with the same settings and, unless they keep it, without what it held. */
  start(): Promise<void>;
  /** Freezes and thaws the process. */
  freeze(): void;
  thaw(): void;
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

  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn('redis-server', [configuration, ...(options.isSentinel ? ['--sentinel'] : [])], {
      stdio: 'ignore',
    });
    await waitForPort(port, child);
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill(signal);
    // A frozen process takes no other signal before it is thawed.
    ending.kill('SIGCONT');
    await once(ending, 'exit');
  };
  await start();
  return {
    port,
    folder,
    start,
    stop,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    async close() {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitForPort(port: number, child: ChildProcess): Promise<void> {
  const endMs = performance.now() + startLimitMs;
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with code ${child.exitCode}`);
    if (performance.now() > endMs) throw new Error(`redis-server does not listen on ${port}`);
    await delay(20);
  }
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
