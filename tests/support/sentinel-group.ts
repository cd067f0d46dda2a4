import { askRedis, eventually } from './ask-redis.ts';
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

/** Starts one, and waits until the replica is in step and every sentinel knows all. */
export async function startSentinelGroup(sentinelCount = 3): Promise<SentinelGroup> {
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
  for (let count = 0; count < sentinelCount; count++)
    sentinels.push(await start({ settings, isSentinel: true }));

  await eventually(async () =>
    JSON.stringify(await askRedis({ port: replica.port, password }, 'INFO', 'replication')).includes(
      'link_status:up',
    ),
  );
  for (const { port } of sentinels) {
    await eventually(async () => {
      const replicas = await askRedis({ port, password: sentinelPassword }, 'SENTINEL', 'REPLICAS', name);
      const others = await askRedis({ port, password: sentinelPassword }, 'SENTINEL', 'SENTINELS', name);
      return lengthOf(replicas) === 1 && lengthOf(others) === sentinels.length - 1;
    });
  }
  const running = opened.move();
  return { master, replica, sentinels, close: () => running.disposeAsync() };
}

/** Waits until that replica has taken over. */
export async function untilTakenOver({ replica }: SentinelGroup): Promise<void> {
  await eventually(async () =>
    JSON.stringify(
      await askRedis({ port: replica.port, password: sentinelWords.password }, 'INFO', 'replication'),
    ).includes('role:master'),
  );
}

const lengthOf = (reply: unknown): number => (Array.isArray(reply) ? reply.length : 0);
