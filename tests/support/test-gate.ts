import { compilePolicy } from '../../src/access/policy.ts';
import { type AuthzEndpoints, createAuthzEndpoints } from '../../src/authz/endpoints.ts';
import type { PolicyName } from '../../src/config/notations.ts';
import type { AccessControlConfig } from '../../src/config/sections/access-control.ts';
import type { AuthnStrategyConfig, AuthzEndpointConfig } from '../../src/config/sections/server.ts';
import type { CookieDomainConfig } from '../../src/config/sections/session.ts';
import type { PasswordSignIn } from '../../src/factors/password-sign-in.ts';
import { readCookies } from '../../src/http/cookies.ts';
import { compileTrust } from '../../src/http/forwarded.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { type Log, silentLog } from '../../src/lib/log.ts';
import { systemRandom } from '../../src/lib/random.ts';
import type { Session } from '../../src/session/session.ts';
import type { Sessions } from '../../src/session/sessions.ts';
import { createFrozenClock } from './frozen-clock.ts';
import { type RawHttpAnswer, type RawHttpRequest, sendRaw } from './send-raw.ts';

/** An authz gate alone, without portal: the real server and endpoints over sessions and passwords that a test hands in. */
export interface TestGate {
  readonly endpoints: AuthzEndpoints;
  readonly server: HttpServer;
  send(request: RawHttpRequest): Promise<RawHttpAnswer>;
  close(): Promise<void>;
}

/** What a test may change. */
export interface TestGateOptions {
  readonly rules?: AccessControlConfig['rules'];
  readonly defaultPolicy?: PolicyName;
  readonly cookieDomains?: readonly CookieDomainConfig[];
  readonly endpoints?: Readonly<Record<string, AuthzEndpointConfig>>;
  readonly trustedProxies?: readonly string[];
  readonly basePath?: string;
  readonly sessions?: Sessions;
  readonly passwordSignIn?: PasswordSignIn;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** A rule over domains. */
export function rule(policy: PolicyName, ...domain: string[]): AccessControlConfig['rules'][number] {
  return {
    domain,
    policy,
    domain_regex: [],
    subject: [],
    networks: [],
    resources: [],
    methods: [],
    query: [],
  };
}

/** A cookie domain with a portal at `auth.<domain>`. */
export function cookieDomain(domain: string, changes: Partial<CookieDomainConfig> = {}): CookieDomainConfig {
  return {
    domain,
    name: 'authelia_session',
    same_site: 'lax',
    expiration: 3_600_000,
    inactivity: 300_000,
    remember_me: null,
    authelia_url: `https://auth.${domain}`,
    default_redirection_url: undefined,
    ...changes,
  };
}

/** One entry of `authn_strategies`. */
export function strategy(
  name: AuthnStrategyConfig['name'],
  changes: Partial<AuthnStrategyConfig> = {},
): AuthnStrategyConfig {
  return { name, schemes: ['basic'], scheme_basic_cache_lifespan: 0, ...changes };
}

const usualStrategies = [strategy('HeaderAuthorization'), strategy('CookieSession')];

/** The endpoints that the configuration has where it names none (behaviour.md §1.9, §2.5). */
export const defaultEndpoints: Readonly<Record<string, AuthzEndpointConfig>> = {
  legacy: {
    implementation: 'Legacy',
    authn_strategies: [strategy('HeaderLegacy'), strategy('CookieSession')],
  },
  'forward-auth': { implementation: 'ForwardAuth', authn_strategies: usualStrategies },
  'auth-request': { implementation: 'AuthRequest', authn_strategies: usualStrategies },
  'ext-authz': { implementation: 'ExtAuthz', authn_strategies: usualStrategies },
};

/** A session of `john`, of groups `admins` and `dev`, with one factor. */
export function sessionOf(changes: Partial<Session> = {}): Session {
  return {
    id: 'session-1',
    cookieDomain: 'example.com',
    username: 'john',
    displayName: 'John Doe',
    emails: ['john@example.com', 'jd@example.com'],
    groups: ['admins', 'dev'],
    signedInAtMs: 0,
    firstFactorAtMs: 0,
    secondFactorAtMs: undefined,
    isRemembered: false,
    lastActivityAtMs: 0,
    refreshedAtMs: 0,
    methods: ['pwd'],
    ...changes,
  };
}

/** Sessions by cookie value, in a map that the test may look into. Only what the gate calls is there. */
export function sessionsIn(byCookie: Map<string, Session>): Sessions {
  const notHere = (): never => {
    throw new TypeError('the gate makes no sessions');
  };
  return {
    async find(domain, rawCookieHeaders) {
      for (const cookieValue of readCookies(rawCookieHeaders, domain.name)) {
        const session = byCookie.get(cookieValue);
        if (session?.cookieDomain === domain.domain) return { session, cookieValue };
      }
      return undefined;
    },
    async signOut(domain, rawCookieHeaders) {
      for (const value of readCookies(rawCookieHeaders, domain.name)) byCookie.delete(value);
      return '';
    },
    signIn: notHere,
    raise: notHere,
    endAll: notHere,
    close: async () => undefined,
  };
}

/** Passwords of which one is right: `john` with `secret`. Counts what it is asked. */
export function onePassword(): PasswordSignIn & { readonly attempts: string[] } {
  const attempts: string[] = [];
  return {
    attempts,
    async check({ username, password }) {
      attempts.push(username);
      if (username.toLowerCase() !== 'john' || password !== 'secret') return { outcome: 'wrong' };
      const { displayName, emails, groups } = sessionOf();
      return { outcome: 'right', user: { username: 'john', displayName, emails, groups } };
    },
  };
}

/** Starts a gate on a free loopback port. Cookies `one` and `two` are John's sessions with one and two factors. */
export async function startTestGate(options: TestGateOptions = {}): Promise<TestGate> {
  const endpoints = createEndpoints(options);
  const server = createHttpServer({
    config: {
      address: { kind: 'tcp', scheme: 'tcp', host: '127.0.0.1', port: 0, path: options.basePath ?? '/' },
      tls: undefined,
      buffers: { read: 16_384 },
      timeouts: { read: 6000, write: 6000, idle: 30_000 },
    },
    log: options.log ?? silentLog,
    findHandler: endpoints.find,
    rest: (_request, response) => response.writeHead(404).end(),
  });
  const port = Number(new URL((await server.listen()) ?? '').port);
  return {
    endpoints,
    server,
    send: (request) => sendRaw({ port }, request),
    close: () => server.close(),
  };
}

function createEndpoints(options: TestGateOptions): AuthzEndpoints {
  const { rules = [], defaultPolicy = 'two_factor', cookieDomains = [cookieDomain('example.com')] } = options;
  const known = new Map([
    ['one', sessionOf()],
    ['two', sessionOf({ methods: ['pwd', 'otp'] })],
  ]);
  return createAuthzEndpoints({
    endpoints: options.endpoints ?? defaultEndpoints,
    cookieDomains,
    policy: compilePolicy({ default_policy: defaultPolicy, rules }),
    trust: compileTrust(options.trustedProxies ?? ['127.0.0.0/8']),
    basePath: options.basePath ?? '/',
    sessions: options.sessions ?? sessionsIn(known),
    passwordSignIn: options.passwordSignIn ?? onePassword(),
    clock: options.clock ?? createFrozenClock(),
    random: systemRandom,
    log: options.log ?? silentLog,
  });
}
