import { BasicPooledClientSideCache, ErrorReply, RESP_TYPES } from 'redis';
import type { RedisConfig } from '../../../config/sections/session.ts';
import { tlsClientOptions } from '../../../lib/tls-client-options.ts';

/** A command and its arguments. */
export type RedisCommand = readonly (string | Buffer)[];

/** The client library, cut down to what is used: alike for one server, for Sentinel and for Cluster. */
export interface RedisLink {
  /** Where it leads to, for people. */
  readonly address: string;
  connect(): Promise<unknown>;
  /** Sends a command to the server that may write. Strings in the reply are Buffers. Rejects at once while there is no connection. */
  send(command: RedisCommand): Promise<unknown>;
  /** The same with a command about the connection itself; rejects where the server at its end does not have our records any more. */
  ask(command: RedisCommand): Promise<unknown>;
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
 * The place where the client library hands out what the server announces, alike for one server, for Sentinel and for Cluster. Its own cache is never filled, for it caches
 * replies of methods that are not used here; and it does not begin to track, so that a server that refuses to can be used all the same.
 */
class AnnouncementInlet extends BasicPooledClientSideCache {
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
export interface LinkPast {
  wasReady: boolean;
}

const longestReconnectMs = 1000;
/** How replies are wanted. */
export const replyTypes = { [RESP_TYPES.BLOB_STRING]: Buffer };

/** Commands never wait for a connection; a ping keeps an idle one alive and finds out when it is dead. */
export function commonOptions({ config, timeoutMs, onChange }: RedisLinkOptions) {
  return {
    ...(onChange === undefined ? {} : { clientSideCache: new AnnouncementInlet(onChange) }),
    ...credentials(config.username, config.password),
    database: config.database_index,
    disableOfflineQueue: true,
    pingInterval: timeoutMs / 2,
    maintNotifications: 'disabled',
  } as const;
}

/** Who we are to a server; nothing of it where nothing is configured. */
export function credentials(username: string | undefined, password: string | undefined) {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}

/**
 * The library's own way after a silent socket is to give up for good; ours is to try again for ever, but for a refusal by the server before the
 * first success: a wrong password at start is a mistake to report, a wrong one later may be put right.
 */
export function socketOptions({ timeoutMs }: RedisLinkOptions, past: LinkPast) {
  return {
    connectTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    reconnectStrategy(retries: number, cause: Error): number | Error {
      if (!past.wasReady && cause instanceof ErrorReply && !cause.message.startsWith('LOADING')) return cause;
      return Math.min(50 * 2 ** Math.min(retries, 10), longestReconnectMs);
    },
  };
}

/** The same over TCP, with TLS where it is configured. */
export function tcpOptions(options: RedisLinkOptions, past: LinkPast) {
  const { config, trustedCertificates } = options;
  const socket = socketOptions(options, past);
  if (config.tls === undefined) return { ...socket, tls: false } as const;
  return {
    ...socket,
    ...tlsClientOptions(config.tls, { host: config.host, trustedCertificates }),
    tls: true,
  } as const;
}
