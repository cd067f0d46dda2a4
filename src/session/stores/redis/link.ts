import { BasicClientSideCache, createClient, createSentinel, ErrorReply, RESP_TYPES } from 'redis';
import type { RedisConfig } from '../../../config/sections/session.ts';
import { tlsClientOptions } from '../../../lib/tls-client-options.ts';

/** A command and its arguments. */
export type RedisCommand = readonly (string | Buffer)[];

/** The client library, cut down to what is used: alike for one server and for Sentinel. */
export interface RedisLink {
  /** Where it leads to, for people. */
  readonly address: string;
  connect(): Promise<unknown>;
  /** Sends a command to the server that may write. Strings in the reply are Buffers. Rejects at once while there is no connection. */
  send(command: RedisCommand): Promise<unknown>;
  destroy(): unknown;
}

/** What a link needs to know. */
export interface RedisLinkOptions {
  readonly config: RedisConfig;
  /** How long to wait for a connection, and for a sign of life on it, in milliseconds. */
  readonly timeoutMs: number;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
  /** Told of each failure of a connection; `isLost` where commands cannot be sent any more. */
  readonly onError: (error: Error, isLost: boolean) => void;
  /** Told of each key that the server announces as changed; undefined = any may have. Whoever wants that has to make the connection track. */
  readonly onChange?: ((key: string | undefined) => void) | undefined;
}

/**
 * The place where the client library hands out what the server announces, alike for one server and for Sentinel. Its own cache is never filled, for it caches
 * replies of methods that are not used here; and it does not begin to track, so that a server that refuses to can be used all the same.
 */
class AnnouncementInlet extends BasicClientSideCache {
  readonly #onChange: (key: string | undefined) => void;

  constructor(onChange: (key: string | undefined) => void) {
    super();
    this.#onChange = onChange;
  }

  override trackingOn(): string[] {
    return ['PING'];
  }

  override invalidate(key: string | Buffer | null): void {
    this.#onChange(key?.toString());
  }
}

/** What a link remembers of itself. */
interface LinkPast {
  wasReady: boolean;
}

const longestReconnectMs = 1000;
const replyTypes = { [RESP_TYPES.BLOB_STRING]: Buffer };

/** A link to the one server of the configuration, or to the master that its sentinels name. */
export function createRedisLink(options: RedisLinkOptions): RedisLink {
  const { high_availability: sentinels } = options.config;
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
  return {
    address: config.host?.startsWith('/') ? config.host : `${config.host}:${config.port}`,
    connect: () => client.connect(),
    send: (command) => client.sendCommand(command, { typeMapping: replyTypes }),
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
  return {
    address: `${name} of the sentinels ${nodes.map(({ host, port }) => `${host}:${port}`).join(', ')}`,
    connect: () => sentinel.connect(),
    send: (command) => sentinel.sendCommand(false, [...command], { typeMapping: replyTypes }),
    destroy: () => sentinel.destroy(),
  };
}

/** Commands never wait for a connection; a ping keeps an idle one alive and finds out when it is dead. */
function commonOptions({ config, timeoutMs, onChange }: RedisLinkOptions) {
  return {
    ...(onChange === undefined ? {} : { clientSideCache: new AnnouncementInlet(onChange) }),
    ...credentials(config.username, config.password),
    database: config.database_index,
    disableOfflineQueue: true,
    pingInterval: timeoutMs / 2,
    maintNotifications: 'disabled',
  } as const;
}

function credentials(username: string | undefined, password: string | undefined) {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}

/**
 * The library's own way after a silent socket is to give up for good; ours is to try again for ever, but for a refusal by the server before the
 * first success: a wrong password at start is a mistake to report, a wrong one later may be put right.
 */
function socketOptions({ timeoutMs }: RedisLinkOptions, past: LinkPast) {
  return {
    connectTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    reconnectStrategy(retries: number, cause: Error): number | Error {
      if (!past.wasReady && cause instanceof ErrorReply && !cause.message.startsWith('LOADING')) return cause;
      return Math.min(50 * 2 ** Math.min(retries, 10), longestReconnectMs);
    },
  };
}

function tcpOptions(options: RedisLinkOptions, past: LinkPast) {
  const { config, trustedCertificates } = options;
  const socket = socketOptions(options, past);
  if (config.tls === undefined) return { ...socket, tls: false } as const;
  return {
    ...socket,
    ...tlsClientOptions(config.tls, { host: config.host, trustedCertificates }),
    tls: true,
  } as const;
}
