import { boolean } from '../../notations/boolean.ts';
import { clientTls } from '../../notations/client-tls.ts';
import { duration } from '../../notations/duration.ts';
import { group, groups, keys, optionalGroup } from '../../notations/group.ts';
import { integer, port } from '../../notations/integer.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { secretText, text, textThat } from '../../notations/text.ts';
import type { Report } from '../../section.ts';
import type { RedisConfig, RedisNode } from '../session.ts';

const redisPort = 6379;
const sentinelPort = 26_379;
const connections = 8;

const host = textThat((value) => !/[\s/@]|:\d+$|:\/\//.test(value), {
  message: 'This is not a host.',
  hint: 'Write the host alone, such as redis.example.com; the port has a key of its own.',
});

const hostOrSocket = textThat((value) => value.startsWith('/') || !/[\s/@]|[^:]:\d+$/.test(value), {
  message: 'This is neither a host nor the absolute path of a socket.',
  hint: 'Write the host alone, such as redis.example.com (the port has a key of its own), or /run/redis/redis.sock.',
});

const highAvailability = optionalGroup(
  {
    sentinel_name: required(
      text,
      'The name of the primary.',
      'Write the name that the sentinels know the primary by.',
    ),
    sentinel_username: optional(text, 'The user name for the sentinels.'),
    sentinel_password: optional(secretText, 'The password for the sentinels.'),
    route_by_latency: defaulted(boolean, false, 'Without effect, as in Authelia.'),
    route_randomly: defaulted(boolean, false, 'Without effect, as in Authelia.'),
    nodes: groups(
      keys({
        host: required(host, 'The host of a sentinel.', 'Write the host of the sentinel.'),
        port: defaulted(port, sentinelPort, 'Its port.'),
      }),
      'The sentinels; session.redis.host is one too where it is written.',
    ),
  },
  'Redis Sentinel.',
);

const cluster = optionalGroup(
  {
    nodes: groups(
      keys({
        host: required(host, 'The host of a node.', 'Write the host of the node.'),
        port: defaulted(port, redisPort, 'Its port.'),
      }),
      'Some of its nodes, by which the others are found; session.redis.host is one too where it is written.',
    ),
  },
  'Redis Cluster.',
);

/** The keys of `session.redis` (behaviour.md §3.5); undefined where it is not written. */
export const redis = optionalGroup(
  {
    host: optional(hostOrSocket, 'The host, or the absolute path of a unix socket.'),
    port: optional(integer({ min: 0, max: 65_535 }), 'The port: 6379, with high_availability 26379.'),
    timeout: defaulted(duration({ min: 1 }), '5s', 'How long a connection may take to come up.'),
    max_retries: defaulted(integer({ min: -1, max: 100 }), 0, 'How often a failed command is tried again.'),
    username: optional(text, 'The user name.'),
    password: optional(secretText, 'The password.'),
    database_index: defaulted(integer({ min: 0, max: 65_535 }), 0, 'The number of the database.'),
    maximum_active_connections: defaulted(integer(), connections, 'The most connections at a time.'),
    minimum_idle_connections: defaulted(integer(), 0, 'How many connections are kept ready.'),
    tls: clientTls('Redis server'),
    local_cache: group(
      {
        enable: defaulted(
          boolean,
          true,
          'Keeps sessions that were used lately in the process too, for as long as Redis tells of every change of them.',
        ),
        entries: defaulted(
          integer({ min: 2, max: 10_000_000 }),
          10_000,
          'How many sessions are kept at most.',
        ),
      },
      'Answers without asking Redis each time.',
    ),
    high_availability: highAvailability,
    cluster,
  },
  'Keeps sessions in Redis or Valkey. Without it they are kept in memory.',
).transform((written): RedisConfig | undefined => {
  if (written === undefined) return undefined;
  const { high_availability, cluster } = written;
  const ownPort = written.port ?? (high_availability === undefined ? redisPort : sentinelPort);
  const own = written.host === undefined ? [] : [{ host: written.host, port: ownPort }];
  return {
    ...written,
    port: ownPort,
    max_retries: Math.max(written.max_retries, 0),
    maximum_active_connections:
      written.maximum_active_connections > 0 ? written.maximum_active_connections : connections,
    minimum_idle_connections: Math.max(written.minimum_idle_connections, 0),
    high_availability: high_availability && {
      ...high_availability,
      nodes: distinct([...own, ...high_availability.nodes]),
    },
    cluster: cluster && { nodes: distinct([...own, ...cluster.nodes]) },
  };
});

/** The checks of `session.redis` (behaviour.md §4.5). Paths start at the section. */
export function checkRedis(ready: RedisConfig, report: Report): void {
  const wrong = (path: readonly string[], message: string, hint: string) =>
    report({ path: ['redis', ...path], severity: 'error', message, hint });
  const isSocket = ready.host?.startsWith('/') ?? false;
  if (ready.cluster !== undefined) checkCluster(ready, ready.cluster.nodes, wrong);
  else if (ready.high_availability !== undefined) checkSentinels(ready, ready.high_availability.nodes, wrong);
  else if (ready.host === undefined) {
    wrong(
      ['host'],
      'This key is missing.',
      'Write the host of Redis, such as 127.0.0.1, or remove session.redis.',
    );
  }
  if (ready.port === 0 && !isSocket) {
    wrong(
      ['port'],
      'The port 0 is possible with the path of a socket only.',
      `Write a port such as ${redisPort}.`,
    );
  }
}

type Wrong = (path: readonly string[], message: string, hint: string) => void;

function checkSentinels({ host }: RedisConfig, nodes: readonly RedisNode[], wrong: Wrong): void {
  if (host?.startsWith('/')) {
    wrong(['host'], 'A sentinel is reached by host and port.', 'Write a host, or remove high_availability.');
  }
  if (nodes.length === 0) {
    wrong(
      ['high_availability', 'nodes'],
      'No sentinel is named.',
      'Write nodes with the host of each sentinel.',
    );
  }
}

function checkCluster(
  { host, database_index, high_availability }: RedisConfig,
  nodes: readonly RedisNode[],
  wrong: Wrong,
): void {
  if (high_availability !== undefined) {
    wrong(
      ['cluster'],
      'A cluster replaces its masters without sentinels.',
      'Write either cluster or high_availability.',
    );
  }
  if (host?.startsWith('/')) {
    wrong(
      ['host'],
      'The nodes of a cluster are reached by host and port.',
      'Write a host, or remove cluster.',
    );
  }
  if (nodes.length === 0) {
    wrong(
      ['cluster', 'nodes'],
      'No node is named.',
      'Write nodes with the host of some nodes of the cluster.',
    );
  }
  if (database_index !== 0) {
    wrong(['database_index'], 'A cluster has only the database 0.', 'Remove this key, or write 0.');
  }
}

function distinct(nodes: readonly RedisNode[]): readonly RedisNode[] {
  const byName = new Map(nodes.map((node) => [`${node.host.toLowerCase()}:${node.port}`, node]));
  return [...byName.values()].map((node) => ({ host: node.host.toLowerCase(), port: node.port }));
}
