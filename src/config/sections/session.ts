import type { ClientTls, Milliseconds } from '../notations.ts';

/** The `session` section (departures.md §1, behaviour.md §3 and §4.3). Both its old and its new form end up here. */
export interface SessionConfig {
  /** Seals what leaves the process. Undefined only where sessions stay in memory. */
  readonly secret: string | undefined;
  /** One per cookie domain, never empty; the first whose domain covers a host is the host's. */
  readonly cookies: readonly CookieDomainConfig[];
  /** Undefined = sessions are kept in memory. */
  readonly redis: RedisConfig | undefined;
}

/** One cookie domain, with all that the `session` level gives as defaults filled in. */
export interface CookieDomainConfig {
  /** Lower case, without a leading dot. */
  readonly domain: string;
  /** The cookie's name. */
  readonly name: string;
  readonly same_site: 'none' | 'lax' | 'strict';
  /** Hard limit from sign-in: nothing extends it. */
  readonly expiration: Milliseconds;
  /** Idle time after which the session ends; null = off. */
  readonly inactivity: Milliseconds | null;
  /** Hard limit from sign-in of a remembered session; null = nobody can be remembered. */
  readonly remember_me: Milliseconds | null;
  /** The portal's absolute URL. Undefined only with the old form, where proxies pass it. */
  readonly authelia_url: string | undefined;
  readonly default_redirection_url: string | undefined;
}

/** `session.redis` (behaviour.md §3.5). */
export interface RedisConfig {
  /** An absolute path = a unix socket; undefined only with `high_availability`. */
  readonly host: string | undefined;
  readonly port: number;
  readonly timeout: Milliseconds;
  readonly max_retries: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database_index: number;
  readonly maximum_active_connections: number;
  readonly minimum_idle_connections: number;
  readonly tls: ClientTls | undefined;
  readonly high_availability:
    | {
        readonly sentinel_name: string;
        readonly sentinel_username: string | undefined;
        readonly sentinel_password: string | undefined;
        readonly route_by_latency: boolean;
        readonly route_randomly: boolean;
        /** The sentinels; `redis.host` where given is already the first of them. */
        readonly nodes: readonly { readonly host: string; readonly port: number }[];
      }
    | undefined;
}
