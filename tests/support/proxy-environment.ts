import { type BrowserClient, createBrowserClient } from './browser-client.ts';
import type { EchoApplication } from './echo-application.ts';
import type { FrozenClock } from './frozen-clock.ts';

/** The hosts of one cookie domain as a browser addresses them, each an origin without a slash at its end. */
export interface DomainOrigins {
  readonly portal: string;
  /** Open to all. */
  readonly public: string;
  /** One factor. */
  readonly app: string;
  /** Closed to all. */
  readonly denied: string;
}

/** What a proxy makes of the answers of Gatehouse where proxies differ. */
export interface ProxyManners {
  /** Status of an anonymous page load with POST: 303, or 302 where the proxy has one status for all redirects. */
  readonly anonymousPost: 302 | 303;
  /** Status of an anonymous script's request: 401, or 302 where the proxy makes a redirect of every 401. */
  readonly anonymousScript: 302 | 401;
  /** Status of a request whose Basic credentials are wrong: 401 with a challenge, or 302 where the proxy makes a redirect of every 401. */
  readonly wrongBasic: 302 | 401;
  /** Whether the endpoint in use reads `Authorization` at all (behaviour.md §2.5). */
  readonly readsAuthorization: boolean;
  /** Status of a request that Gatehouse calls malformed (a target over http). */
  readonly malformedTarget: 302 | 400 | 401 | 500;
  /** Whether the address that a visitor asked for reaches the portal as `rm` (the method) too. */
  readonly handsOnMethod: boolean;
  /** Whether a client's `Remote_User` is kept from the application; where not, that is the proxy's own hole. */
  readonly dropsUnderscoreHeaders: boolean;
}

/** Gatehouse behind one real proxy, in front of one application, all on loopback. */
export interface ProxyEnvironment {
  readonly clock: FrozenClock;
  /** The first cookie domain: expiration 1 h, inactivity 5 min, remember me 30 days. */
  readonly first: DomainOrigins;
  /** The second one: a cookie name of its own, remember me off. */
  readonly second: DomainOrigins;
  /** A one-factor host of a cookie domain, but over plain http. */
  readonly insecureApp: string;
  readonly manners: ProxyManners;
  readonly application: EchoApplication;
  /** The certificate that a client must trust; undefined where all is http. */
  readonly authority: string | undefined;
  /** What Gatehouse logged so far. */
  log(): string;
  close(): Promise<void>;
}

/** Names of the two session cookies. */
export const cookieNames = { first: 'authelia_session', second: 'second_session' } as const;

/** Lifetimes of the first cookie domain, in milliseconds. */
export const lifetimes = {
  expirationMs: 60 * 60_000,
  inactivityMs: 5 * 60_000,
  rememberMeMs: 30 * 24 * 60 * 60_000,
} as const;

/** A fresh browser in that environment. */
export function createEnvironmentClient(environment: ProxyEnvironment): BrowserClient {
  return createBrowserClient({ clock: environment.clock, authority: environment.authority });
}
