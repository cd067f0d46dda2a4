import { compilePolicy } from '../../src/access/policy.ts';
import {
  type AuthzEndpoints,
  type AuthzEndpointsOptions,
  createAuthzEndpoints,
} from '../../src/authz/endpoints.ts';
import type { PolicyName } from '../../src/config/notations.ts';
import type { AccessControlConfig } from '../../src/config/sections/access-control.ts';
import type { AuthnStrategyConfig, AuthzEndpointConfig } from '../../src/config/sections/server.ts';
import type { CookieDomainConfig } from '../../src/config/sections/session.ts';
import type { PasswordSignIn } from '../../src/factors/password-sign-in.ts';
import { compileTrust } from '../../src/http/forwarded.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { type Log, silentLog } from '../../src/lib/log.ts';
import { systemRandom } from '../../src/lib/random.ts';
import type { Sessions, SignIn } from '../../src/session/sessions.ts';
import { createFrozenClock } from './frozen-clock.ts';
import { type RawHttpAnswer, type RawHttpRequest, sendRaw } from './send-raw.ts';
import { createSessionWorld } from './session-world.ts';

/** An authz gate alone, without portal: the real server and endpoints over sessions and passwords that a test hands in. */
export interface TestGate {
  readonly endpoints: AuthzEndpoints;
  readonly server: HttpServer;
  readonly send: (request: RawHttpRequest) => Promise<RawHttpAnswer>;
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
  /** What stands between the gate and the real sessions. */
  readonly sessions?: (real: Sessions) => Sessions;
  /** Who is signed in at the first cookie domain, and in what they differ from John. */
  readonly people?: Readonly<Record<string, Partial<SignIn>>>;
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

const john: SignIn = {
  username: 'john',
  displayName: 'John Doe',
  emails: ['john@example.com', 'jd@example.com'],
  groups: ['admins', 'dev'],
  methods: ['pwd'],
  wantsToBeRemembered: false,
};

/** Who is signed in where a test names nobody: John with one factor, and John with two. */
export const johnTwice: Readonly<Record<string, Partial<SignIn>>> = {
  one: {},
  two: { methods: ['pwd', 'otp'] },
};

/** Passwords of which one is right: `john` with `secret`. Counts what it is asked. */
export function onePassword(): PasswordSignIn & { readonly attempts: string[] } {
  const attempts: string[] = [];
  return {
    attempts,
    async check({ username, password }) {
      attempts.push(username);
      if (username.toLowerCase() !== 'john' || password !== 'secret') return { outcome: 'wrong' };
      return { outcome: 'right', user: john };
    },
  };
}

/**
 * Starts a gate on a free loopback port, over the real sessions in memory. In the Cookie headers that `send` is given `{one}` stands
 * for the cookie value of the person of that name.
 */
export async function startTestGate(options: TestGateOptions = {}): Promise<TestGate> {
  const { sessions: real } = createSessionWorld();
  const domains = options.cookieDomains ?? [cookieDomain('example.com')];
  const cookieValues = await signInPeople(real, domains, options.people ?? johnTwice);
  const endpoints = createAuthzEndpoints({
    ...gateServices(options, domains, options.sessions?.(real) ?? real),
    endpoints: options.endpoints ?? defaultEndpoints,
    basePath: options.basePath ?? '/',
  });
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
    send: (request) => sendRaw({ port }, withCookies(request, cookieValues)),
    close: () => server.close(),
  };
}

/** Signs everybody in at the first cookie domain and gives their cookie values by name. */
export async function signInPeople(
  sessions: Sessions,
  [domain]: readonly CookieDomainConfig[],
  people: Readonly<Record<string, Partial<SignIn>>>,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const [name, details] of Object.entries(people)) {
    if (domain === undefined) break;
    const { setCookie } = await sessions.signIn(domain, [], { ...john, ...details });
    values.set(name, /=([^;]*)/.exec(setCookie)?.[1] ?? '');
  }
  return values;
}

/** Fills in cookie values in Cookie headers. */
export function withCookies<Request extends Pick<RawHttpRequest, 'headers'>>(
  request: Request,
  cookieValues: ReadonlyMap<string, string>,
): Request {
  const headers = request.headers?.map(([name, value]) => {
    const isCookie = name.toLowerCase() === 'cookie';
    const filled = value.replace(/\{(\w+)\}/g, (_all, person: string) => cookieValues.get(person) ?? '');
    return [name, isCookie ? filled : value] as const;
  });
  return headers === undefined ? request : { ...request, headers };
}

/** What the endpoints of a gate are made of, but for the endpoints themselves. */
export function gateServices(
  options: TestGateOptions,
  cookieDomains: readonly CookieDomainConfig[],
  sessions: Sessions,
): Omit<AuthzEndpointsOptions, 'endpoints' | 'basePath'> {
  const { rules = [], defaultPolicy = 'two_factor' } = options;
  return {
    cookieDomains,
    policy: compilePolicy({ default_policy: defaultPolicy, rules }),
    trust: compileTrust(options.trustedProxies ?? ['127.0.0.0/8']),
    sessions,
    passwordSignIn: options.passwordSignIn ?? onePassword(),
    clock: options.clock ?? createFrozenClock(),
    random: systemRandom,
    log: options.log ?? silentLog,
  };
}
