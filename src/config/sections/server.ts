import type { Address, Milliseconds } from '../notations.ts';

/** The `server` section (behaviour.md §4.3; `trusted_proxies`: departures.md §3). */
export interface ServerConfig {
  readonly address: Address;
  /** A folder whose `favicon.ico`, `logo.png` and `locales/` replace the built-in ones. */
  readonly asset_path: string | undefined;
  readonly disable_healthcheck: boolean;
  /** Undefined = plain HTTP. */
  readonly tls:
    | { readonly certificate: string; readonly key: string; readonly client_certificates: readonly string[] }
    | undefined;
  readonly headers: { readonly csp_template: string | undefined };
  /** Bytes. */
  readonly buffers: { readonly read: number; readonly write: number };
  readonly timeouts: {
    readonly read: Milliseconds;
    readonly write: Milliseconds;
    readonly idle: Milliseconds;
  };
  /** Networks (CIDR) whose forwarded headers are believed; `*` = everyone's. */
  readonly trusted_proxies: readonly string[];
  readonly endpoints: {
    readonly enable_pprof: boolean;
    readonly enable_expvars: boolean;
    /** By endpoint name; filled with the four defaults where the file names none (behaviour.md §1.9). */
    readonly authz: Readonly<Record<string, AuthzEndpointConfig>>;
  };
}

/** One entry of `server.endpoints.authz`. */
export interface AuthzEndpointConfig {
  readonly implementation: 'ForwardAuth' | 'AuthRequest' | 'ExtAuthz' | 'Legacy';
  /** In the order in which they are asked; never empty. */
  readonly authn_strategies: readonly AuthnStrategyConfig[];
}

/** One entry of `authn_strategies` (behaviour.md §2.5). */
export interface AuthnStrategyConfig {
  readonly name:
    | 'CookieSession'
    | 'HeaderAuthorization'
    | 'HeaderProxyAuthorization'
    | 'HeaderAuthRequestProxyAuthorization'
    | 'HeaderLegacy';
  readonly schemes: readonly ('basic' | 'bearer')[];
  readonly scheme_basic_cache_lifespan: Milliseconds;
}
