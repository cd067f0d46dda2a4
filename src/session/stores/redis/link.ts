import { createClient, createSentinel } from 'redis';
import type { RedisConfig } from '../../../config/sections/session.ts';
import { createClusterLink } from './cluster-link.ts';
import {
  commonOptions,
  credentials,
  type LinkPast,
  type RedisCommand,
  type RedisLink,
  type RedisLinkOptions,
  replyTypes,
  socketOptions,
  tcpOptions,
} from './link-options.ts';

/** A link to the one server of the configuration, to the master that its sentinels name, or to the one of a cluster that has our records. */
export function createRedisLink(options: RedisLinkOptions): RedisLink {
  const { high_availability: sentinels, cluster } = options.config;
  if (cluster !== undefined) return createClusterLink(options, cluster.nodes);
  return sentinels === undefined ? createServerLink(options) : createSentinelLink(options, sentinels);
}

function createServerLink(options: RedisLinkOptions): RedisLink {
  const { config, onError } = options;
  const past: LinkPast = { wasReady: false };
  const client = createClient({
    ...commonOptions(options),
    commandOptions: { timeout: 0 },
    socket: config.host?.startsWith('/')
      ? { ...socketOptions(options, past), path: config.host, tls: false }
      : { ...tcpOptions(options, past), host: config.host ?? 'localhost', port: config.port },
  });
  client.on('ready', () => {
    past.wasReady = true;
  });
  client.on('error', (error: Error) => onError(error, true));
  const send = (command: RedisCommand) => client.sendCommand(command, { typeMapping: replyTypes });
  return {
    address: config.host?.startsWith('/') ? config.host : `${config.host}:${config.port}`,
    connect: () => client.connect(),
    send,
    ask: send,
    destroy: () => client.destroy(),
  };
}

function createSentinelLink(
  options: RedisLinkOptions,
  sentinels: NonNullable<RedisConfig['high_availability']>,
): RedisLink {
  const { sentinel_name: name, nodes } = sentinels;
  const past: LinkPast = { wasReady: false };
  const common = commonOptions(options);
  const { username: _, password: __, database: ___, clientSideCache: ____, ...anonymous } = common;
  const sentinel = createSentinel({
    name,
    sentinelRootNodes: [...nodes],
    commandOptions: { timeout: 0 },
    masterPoolSize: 1,
    replicaPoolSize: 0,
    passthroughClientErrorEvents: true,
    nodeClientOptions: { ...common, socket: tcpOptions(options, past) },
    sentinelClientOptions: {
      ...anonymous,
      ...credentials(sentinels.sentinel_username, sentinels.sentinel_password),
      socket: tcpOptions(options, past),
    },
  });
  sentinel.on('ready', () => {
    past.wasReady = true;
  });
  sentinel.on('error', (error: Error) => options.onError(error, false));
  const send = (command: RedisCommand) =>
    sentinel.sendCommand(false, [...command], { typeMapping: replyTypes });
  return {
    address: `${name} of the sentinels ${nodes.map(({ host, port }) => `${host}:${port}`).join(', ')}`,
    connect: () => sentinel.connect(),
    send,
    ask: send,
    destroy: () => sentinel.destroy(),
  };
}
