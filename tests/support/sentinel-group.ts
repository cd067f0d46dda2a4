import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { type RedisServer, startRedisServer } from './redis-server.ts';

/** A master with one replica, and sentinels that agree after half a second of silence. */
export interface SentinelGroup {
  readonly master: RedisServer;
  readonly replica: RedisServer;
  readonly sentinels: readonly RedisServer[];
  close(): Promise<void>;
}

/** The passwords of such a group, and its name. */
export const sentinelWords = { name: 'gate', password: 'word', sentinelPassword: 'sentinel word' } as const;

const limitMs = 60_000;

/** Starts one with three sentinels, and waits until the replica is in step and every sentinel knows all. */
export async function startSentinelGroup(): Promise<SentinelGroup> {
  await using opened = new AsyncDisposableStack();
  const start = async (...options: Parameters<typeof startRedisServer>) =>
    opened.adopt(await startRedisServer(...options), (one) => one.close());
  const { name, password, sentinelPassword } = sentinelWords;
  const secrets = [`requirepass ${password}`, `masterauth ${password}`, 'repl-diskless-sync-delay 0'];
  const master = await start({ settings: secrets });
  const replica = await start({ settings: [...secrets, `replicaof 127.0.0.1 ${master.port}`] });
  const settings = [
    `sentinel monitor ${name} 127.0.0.1 ${master.port} 2`,
    `sentinel auth-pass ${name} ${password}`,
    `sentinel down-after-milliseconds ${name} 500`,
    `sentinel failover-timeout ${name} 3000`,
    `requirepass "${sentinelPassword}"`,
    `sentinel sentinel-pass "${sentinelPassword}"`,
  ];
  const sentinels: RedisServer[] = [];
  for (let count = 0; count < 3; count++) sentinels.push(await start({ settings, isSentinel: true }));

  await until(async () =>
    JSON.stringify(await ask(replica.port, password, 'INFO', 'replication')).includes('link_status:up'),
  );
  for (const { port } of sentinels) {
    await until(async () => {
      const replicas = await ask(port, sentinelPassword, 'SENTINEL', 'REPLICAS', name);
      const others = await ask(port, sentinelPassword, 'SENTINEL', 'SENTINELS', name);
      return lengthOf(replicas) === 1 && lengthOf(others) === sentinels.length - 1;
    });
  }
  const running = opened.move();
  return { master, replica, sentinels, close: () => running.disposeAsync() };
}

/** Waits until that replica has taken over. */
export function untilTakenOver({ replica }: SentinelGroup): Promise<void> {
  return until(async () =>
    JSON.stringify(await ask(replica.port, sentinelWords.password, 'INFO', 'replication')).includes(
      'role:master',
    ),
  );
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await isReached().catch(() => false))) {
    if (performance.now() > endMs) throw new Error('it never came');
    await delay(50);
  }
}

async function ask(port: number, password: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ socket: { port, reconnectStrategy: false }, password });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}

const lengthOf = (reply: unknown): number => (Array.isArray(reply) ? reply.length : 0);
