import { redisSlot } from '../../src/session/stores/redis/redis-keys.ts';
import { askRedis, eventually } from './ask-redis.ts';
import { findFreePort } from './free-port.ts';
import { type RedisServer, startRedisServer } from './redis-server.ts';

/** The password of such a cluster. */
export const clusterPassword = 'word';

/** Three masters, one of which has our records and a replica. Silent nodes are replaced after a second. */
export interface RedisCluster {
  /** The master with our records. */
  readonly home: RedisServer;
  /** Its replica. */
  readonly replica: RedisServer;
  readonly others: readonly [RedisServer, RedisServer];
  /** The nodes that a configuration names: neither of those with our records. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  close(): Promise<void>;
}

interface Node extends RedisServer {
  readonly busPort: number;
}

const lastSlot = 16_383;
const host = '127.0.0.1';

/** Starts one whose nodes have these settings besides, and waits until every node says that all is well and the replica is in step. */
export async function startRedisCluster(settings: readonly string[] = []): Promise<RedisCluster> {
  await using opened = new AsyncDisposableStack();
  const start = async () => opened.adopt(await startNode(settings), (one) => one.close());
  const [home, replica, second, third] = [await start(), await start(), await start(), await start()];
  // Some more than ours for the first: who hands the last one over becomes a replica.
  await askNode(home, 'CLUSTER', 'ADDSLOTSRANGE', `${redisSlot - 9}`, `${redisSlot + 9}`);
  await askNode(second, 'CLUSTER', 'ADDSLOTSRANGE', '0', `${redisSlot - 10}`);
  await askNode(third, 'CLUSTER', 'ADDSLOTSRANGE', `${redisSlot + 10}`, `${lastSlot}`);
  for (const [index, node] of [home, second, third].entries()) {
    await askNode(node, 'CLUSTER', 'SET-CONFIG-EPOCH', `${index + 1}`);
  }
  for (const { port, busPort } of [replica, second, third]) {
    await askNode(home, 'CLUSTER', 'MEET', host, `${port}`, `${busPort}`);
  }
  const homeName = await nameOfNode(home);
  await eventually(() => askNode(replica, 'CLUSTER', 'REPLICATE', homeName));
  for (const node of [home, replica, second, third]) await eventually(() => knowsAll(node));
  await untilInStep(replica);
  const running = opened.move();
  const nodes = [second, third].map(({ port }) => ({ host, port }));
  return { home, replica, others: [second, third], nodes, close: () => running.disposeAsync() };
}

/** What a node answers. */
export function askNode({ port }: RedisServer, ...command: string[]): Promise<unknown> {
  return askRedis({ port, password: clusterPassword }, ...command);
}

/** What a node is called in its cluster. */
async function nameOfNode(node: RedisServer): Promise<string> {
  return String(await askNode(node, 'CLUSTER', 'MYID'));
}

/** Waits until a replica has taken over, by itself or because it was told to. */
export async function untilMaster(node: RedisServer): Promise<void> {
  await eventually(async () => String(await askNode(node, 'INFO', 'replication')).includes('role:master'));
}

/** Waits until a replica has all that its master has. */
export async function untilInStep(replica: RedisServer): Promise<void> {
  await eventually(async () =>
    String(await askNode(replica, 'INFO', 'replication')).includes('master_link_status:up'),
  );
}

/** Hands our records over from one master to another while both answer, as `redis-cli --cluster reshard` does. */
export async function moveRecords(from: RedisServer, to: RedisServer): Promise<void> {
  const slot = `${redisSlot}`;
  const [fromName, toName] = [await nameOfNode(from), await nameOfNode(to)];
  await askNode(to, 'CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromName);
  await askNode(from, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', toName);
  for (;;) {
    const found = await askNode(from, 'CLUSTER', 'GETKEYSINSLOT', slot, '1');
    const keys = Array.isArray(found) ? found.map(String) : [];
    if (keys.length === 0) break;
    const more = ['AUTH', clusterPassword, 'KEYS', ...keys];
    await askNode(from, 'MIGRATE', host, `${to.port}`, '', '0', '5000', ...more);
  }
  for (const node of [to, from]) await askNode(node, 'CLUSTER', 'SETSLOT', slot, 'NODE', toName);
}

async function startNode(more: readonly string[]): Promise<Node> {
  const busPort = await findFreePort();
  const server = await startRedisServer({
    settings: [
      'cluster-enabled yes',
      'cluster-config-file nodes.conf',
      'cluster-node-timeout 1000',
      `cluster-port ${busPort}`,
      `requirepass ${clusterPassword}`,
      `masterauth ${clusterPassword}`,
      'repl-diskless-sync-delay 0',
      ...more,
    ],
  });
  return { ...server, busPort };
}

async function knowsAll(node: RedisServer): Promise<boolean> {
  const info = String(await askNode(node, 'CLUSTER', 'INFO'));
  const words = ['cluster_state:ok', `cluster_slots_ok:${lastSlot + 1}`, 'cluster_known_nodes:4'];
  return words.every((word) => info.includes(word));
}
