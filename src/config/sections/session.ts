import { z } from 'zod';
import { boolean } from '../notations/boolean.ts';
import { switchableDuration } from '../notations/duration.ts';
import { group } from '../notations/group.ts';
import { defaulted, optional } from '../notations/key.ts';
import { secretText } from '../notations/text.ts';
import { secureUrl, webUrl } from '../notations/url.ts';
import type { ClientTls, Milliseconds } from '../notations.ts';
import type { CheckContext, Section } from '../section.ts';
import { checkCookies } from './session/check-cookies.ts';
import { cookieDomain } from './session/cookie-domain.ts';
import { cookieEntry, cookieName, expiration, sameSite } from './session/cookie-keys.ts';
import { checkRedis, redis } from './session/redis.ts';
import { checkSignInOnce, signInOnce } from './session/sign-in-once.ts';
import { isUsableRedirection, warnOfSpellings, writtenDomain } from './session/spellings.ts';
import { checkSessionStore, type SessionStoreKind, sessionStore } from './session/store.ts';

/** The `session` section (departures.md §1, behaviour.md §3 and §4.3). Both its old and its new form end up here. */
export interface SessionConfig {
  /** Seals what leaves the process. Undefined only where sessions stay in memory. */
  readonly secret: string | undefined;
  /** One per cookie domain, never empty; the first whose domain covers a host is the host's. */
  readonly cookies: readonly CookieDomainConfig[];
  /** How long a browser that gave a second factor may stand for it, where its person asked for that; null = not at all. */
  readonly remember_second_factor: Milliseconds | null;
  /** Where sessions are kept. */
  readonly store: SessionStoreKind;
  /** For how long known sessions go on while Redis or the database is away, from the moment it went; null = not at all. */
  readonly grace: Milliseconds | null;
  /** There exactly where sessions are kept in Redis. */
  readonly redis: RedisConfig | undefined;
  /** Whether sessions in memory are also kept, sealed, in the durable storage, so that they outlive the process. */
  readonly keep_across_restarts: boolean;
  /** The cookie domain where people sign in for all of them; undefined = at each for itself. */
  readonly sign_in_once: string | undefined;
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

/** Where one of several servers is. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** `session.redis` (behaviour.md §3.5). */
export interface RedisConfig {
  /** An absolute path = a unix socket; undefined only with `high_availability` or `cluster`. */
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
  /** Opened sessions kept in the process: whether, and how many at most. */
  readonly local_cache: { readonly enable: boolean; readonly entries: number };
  /** The nodes of a Redis Cluster by which the others are found; `redis.host` where given is already the first of them. */
  readonly cluster: { readonly nodes: readonly RedisNode[] } | undefined;
  readonly high_availability:
    | {
        readonly sentinel_name: string;
        readonly sentinel_username: string | undefined;
        readonly sentinel_password: string | undefined;
        readonly route_by_latency: boolean;
        readonly route_randomly: boolean;
        /** The sentinels; `redis.host` where given is already the first of them. */
        readonly nodes: readonly RedisNode[];
      }
    | undefined;
}

const written = group(
  {
    name: defaulted(cookieName, 'authelia_session', "The cookie's name."),
    same_site: defaulted(sameSite, 'lax', "The cookie's SameSite attribute."),
    secret: optional(secretText, 'Seals sessions wherever they leave the process. Required with redis.'),
    expiration: defaulted(expiration, '1h', 'The hard limit of a session, from sign-in: nothing extends it.'),
    inactivity: defaulted(switchableDuration, '5m', 'The idle time after which a session ends; 0 = never.'),
    remember_me: defaulted(
      switchableDuration,
      '1M',
      'How long people stay signed in who asked to be remembered; 0 or -1 = nobody can ask.',
    ),
    remember_second_factor: defaulted(
      switchableDuration,
      '0',
      'How long a browser may stand for the second factor given in it, where its person asks for that; 0 = nobody can ask.',
    ),
    cookies: z
      .array(cookieEntry, { error: 'A list is expected here: one entry per cookie domain, each after "- ".' })
      .optional()
      .describe('The cookie domains: one entry each.'),
    domain: optional(cookieDomain, 'The old form of a single entry in cookies.'),
    authelia_url: optional(secureUrl, 'The URL of the portal, with the old form (domain) only.'),
    default_redirection_url: optional(
      webUrl,
      'Where people go after sign-in, with the old form (domain) only.',
    ),
    redis,
    store: optional(
      sessionStore,
      'Where sessions are kept: redis (the default where redis is written), memory (the default where it is not), or sql: in the PostgreSQL, MySQL or MariaDB of storage, shared by several instances.',
    ),
    grace: defaulted(
      switchableDuration,
      '0',
      'For how long sessions seen in the last minutes go on while Redis or the database is away; 0 = not at all.',
    ),
    sign_in_once: optional(
      signInOnce,
      'Signing in at one cookie domain carries to the others: true for the first, or the domain to sign in at.',
    ),
    keep_across_restarts: defaulted(
      boolean,
      true,
      'Keeps sessions, sealed, in the storage as well, so that a restart signs nobody out. Without effect with other stores, which keep them themselves.',
    ),
  },
  'Sessions: the cookie, its lifetimes, and where they are kept.',
);

/** Characters of a secret below which it is warned of. */
const shortestSecret = 20;

type Written = z.output<typeof written>;

/** What must be written, word for word, where there is no cookie domain. */
const howToWriteCookies =
  "Write, with your own domain: session: {cookies: [{domain: 'example.com', authelia_url: 'https://auth.example.com'}]}.";

/** The `session` section. */
export const session: Section<SessionConfig> = {
  schema: written.transform((raw, context) => {
    const problem = formProblem(raw);
    if (problem !== undefined) {
      const { path, message, hint } = problem;
      context.addIssue({ code: 'custom', path: [path], message, params: { hint } });
      return z.NEVER;
    }
    const { secret, remember_second_factor, keep_across_restarts, redis: server } = raw;
    return {
      secret,
      remember_second_factor,
      store: raw.store ?? (server === undefined ? 'memory' : 'redis'),
      grace: raw.grace,
      keep_across_restarts,
      sign_in_once: homeOf(raw),
      cookies: cookiesOf(raw),
      redis: server,
    };
  }),
  check(ready, context) {
    const isOldForm = writtenDomain(context.raw) !== undefined;
    checkCookies(ready.cookies, (index) => (isOldForm ? [] : ['cookies', index]), context.report);
    if (ready.redis !== undefined) checkRedis(ready.redis, context.report);
    checkSessionStore(ready, context.report);
    checkSignInOnce(ready, context.report);
    checkSecret(ready, context);
    warnOfSpellings(ready, context);
  },
};

/** `true` stands for the first cookie domain. */
function homeOf(raw: Written): string | undefined {
  if (raw.sign_in_once !== true) return raw.sign_in_once || undefined;
  return cookiesOf(raw)[0]?.domain;
}

/** Which of the two forms is used, and whether it is used alone (departures.md §1). */
function formProblem(raw: Written): { path: string; message: string; hint: string } | undefined {
  const hasCookies = raw.cookies !== undefined && raw.cookies.length > 0;
  if (raw.domain !== undefined) {
    if (!hasCookies) return undefined;
    const message = 'session.domain is the old form of session.cookies; they cannot be written together.';
    return {
      path: 'domain',
      message,
      hint: 'Remove domain, and write an entry in cookies for it if there is none.',
    };
  }
  if (!hasCookies)
    return { path: 'cookies', message: 'No cookie domain is written.', hint: howToWriteCookies };
  for (const path of ['authelia_url', 'default_redirection_url'] as const) {
    if (raw[path] === undefined) continue;
    const message = `With session.cookies, ${path} belongs into each entry.`;
    return { path, message, hint: `Write it as cookies: [{domain: …, ${path}: …}].` };
  }
  return undefined;
}

function cookiesOf(raw: Written): readonly CookieDomainConfig[] {
  const { name, same_site, remember_me, inactivity } = raw;
  const defaults = { name, same_site, expiration: raw.expiration, inactivity, remember_me };
  if (raw.domain !== undefined) {
    const { domain, authelia_url, default_redirection_url } = raw;
    return [
      {
        ...defaults,
        domain,
        authelia_url,
        default_redirection_url: isUsableRedirection(default_redirection_url, domain)
          ? default_redirection_url
          : undefined,
      },
    ];
  }
  return (raw.cookies ?? []).map((entry) => ({
    domain: entry.domain,
    name: entry.name ?? name,
    same_site: entry.same_site ?? same_site,
    expiration: entry.expiration ?? raw.expiration,
    // null switches off and must not be taken for "not written".
    inactivity: entry.inactivity === undefined ? inactivity : entry.inactivity,
    remember_me: entry.remember_me === undefined ? remember_me : entry.remember_me,
    authelia_url: entry.authelia_url,
    default_redirection_url: entry.default_redirection_url,
  }));
}

function checkSecret(
  { redis: server, secret }: SessionConfig,
  { report, generateSecret }: CheckContext,
): void {
  if (secret === undefined && server !== undefined) {
    report({
      path: ['secret'],
      severity: 'error',
      message: 'Sessions in Redis must be sealed, and there is no secret to seal them with.',
      hint: `Write session.secret, or set AUTHELIA_SESSION_SECRET. A fresh one: ${generateSecret()}`,
    });
  } else if (secret !== undefined && secret.length < shortestSecret) {
    report({
      path: ['secret'],
      severity: 'warning',
      message: `The secret has fewer than ${shortestSecret} characters, so it can be guessed by trying.`,
      hint: `Write a random one; everyone then signs in once more. A fresh one: ${generateSecret()}`,
    });
  }
}
