import { createCluster, ErrorReply } from 'redis';
import type { RedisNode } from '../../../config/sections/session.ts';
import {
  commonOptions,
  type RedisCommand,
  type RedisLink,
  type RedisLinkOptions,
  replyTypes,
  tcpOptions,
} from './link-options.ts';
import { redisKeys, redisSlot } from './redis-keys.ts';

const { absentKey } = redisKeys;

/**
 * A link to the master of a Redis Cluster that has our records, all of which are in one hash slot. The client library follows them when they move on. A
 * client that failed is not mended: another one takes its place with the next command, which asks the nodes of the configuration anew who has them.
 */
export function createClusterLink(options: RedisLinkOptions, nodes: readonly RedisNode[]): RedisLink {
  let current: Cluster | undefined;
  let opening: Promise<Cluster> | undefined;
  let isClosed = false;

  async function open(): Promise<Cluster> {
    const cluster = createClusterClient(options, nodes);
    cluster.on('node-error', () => discard(cluster));
    try {
      await cluster.connect();
    } catch (error) {
      cluster.destroy();
      throw error;
    }
    if (isClosed) cluster.destroy();
    else current = cluster;
    return cluster;
  }

  function opened(): Promise<Cluster> {
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  function discard(cluster: Cluster): void {
    if (current !== cluster) return;
    current = undefined;
    cluster.destroy();
  }

  async function use<Reply>(work: (cluster: Cluster) => Promise<Reply>): Promise<Reply> {
    if (isClosed) throw new Error('the connection is closed');
    const cluster = current ?? (await opened());
    try {
      return await work(cluster);
    } catch (error) {
      if (isBroken(error)) discard(cluster);
      throw error;
    }
  }

  return {
    address: `the cluster of ${nodes.map(({ host, port }) => `${host}:${port}`).join(', ')}`,
    connect: opened,
    send: (command) => use((cluster) => send(cluster, command)),
    ask: (command) => use((cluster) => ask(cluster, command)),
    destroy() {
      isClosed = true;
      if (current !== undefined) discard(current);
    },
  };
}

type Cluster = ReturnType<typeof createClusterClient>;

function createClusterClient(options: RedisLinkOptions, nodes: readonly RedisNode[]) {
  const { clientSideCache, database: _, ...common } = commonOptions(options);
  const cluster = createCluster({
    rootNodes: nodes.map(({ host, port }) => ({ socket: { host, port } })),
    defaults: {
      ...common,
      socket: { ...tcpOptions(options, { wasReady: false }), reconnectStrategy: false },
    },
    commandOptions: { timeout: 0 },
    // Nothing is asked of the other masters.
    minimizeConnections: true,
    ...(clientSideCache === undefined ? {} : { clientSideCache }),
  });
  cluster.on('node-error', (error: Error) => options.onError(error, true));
  cluster.on('error', (error: Error) => options.onError(error, false));
  return cluster;
}

function send(cluster: Cluster, command: RedisCommand): Promise<unknown> {
  return cluster.sendCommand(absentKey, false, [...command], { typeMapping: replyTypes });
}

/**
 * The server that has our records may have handed them on without a word, and would still answer questions about the connection. So they are
 * asked together with one that a server without our records, or on the way to be without, refuses (MOVED, ASK), on the same connection.
 */
async function ask(cluster: Cluster, command: RedisCommand): Promise<unknown> {
  const shard = cluster.slots[redisSlot];
  if (shard === undefined) throw new Error('no node of the cluster has the sessions');
  const client = await cluster.nodeClient(shard.master);
  const [reply] = await Promise.all([
    client.sendCommand([...command], { typeMapping: replyTypes }),
    client.sendCommand(['EXISTS', absentKey]).catch(async (error: unknown) => {
      // The library finds out who has them now.
      await send(cluster, ['EXISTS', absentKey]);
      throw error;
    }),
  ]);
  return reply;
}

/** Whether another client may fare better: the connection fell, or no node has our records, as after a fail-over that this one does not know of. */
function isBroken(error: unknown): boolean {
  return !(error instanceof ErrorReply) || error.message.startsWith('CLUSTERDOWN');
}
