import { compilePolicy } from '../../src/access/policy.ts';
import type { AccessRuleConfig } from '../../src/config/sections/access-control.ts';
import type { CookieDomainConfig } from '../../src/config/sections/session.ts';
import type { PasswordSignIn } from '../../src/factors/password-sign-in.ts';
import { compileTrust } from '../../src/http/forwarded.ts';
import { healthAnswer } from '../../src/ops/health.ts';
import { createPortal, type Portal } from '../../src/portal/create-portal.ts';
import type { BuiltPages } from '../../src/portal/files/built-pages.ts';
import type { PortalConfig } from '../../src/portal/portal-services.ts';
import { createMemoryBucketStore } from '../../src/regulation/bucket-stores/memory.ts';
import { createRateLimiter, type RateLimiterOptions } from '../../src/regulation/rate-limiter.ts';
import type { PasswordHindrance, UserDetails } from '../../src/users/backend.ts';
import { createCollectingLog, type LogLine } from './collecting-log.ts';
import { createHttpClient, type WireAnswer, type WireRequest } from './http-client.ts';
import { cookieDomain, cookieHeaderOf } from './session-fixtures.ts';
import { createSessionWorld, type SessionWorld } from './session-world.ts';
import { createTinyPages } from './tiny-pages.ts';

/** What a test of the portal may change. */
export interface PortalWorldOptions {
  readonly cookies?: readonly CookieDomainConfig[];
  readonly config?: Partial<Pick<PortalConfig, 'theme' | 'authentication_backend' | 'privacy_policy'>>;
  readonly assetPath?: string;
  readonly cspTemplate?: string;
  readonly basePath?: string;
  readonly users?: Readonly<Record<string, UserDetails>>;
  readonly rules?: readonly Pick<AccessRuleConfig, 'domain' | 'policy'>[];
  readonly sessionWorld?: SessionWorld;
  /** Default: none. */
  readonly rateLimits?: RateLimiterOptions['limits'];
  /** Default: the tiny ones. */
  readonly pages?: BuiltPages;
}

/** A portal behind a real server, with sessions in memory and a directory of two people. */
export interface PortalWorld {
  readonly portal: Portal;
  readonly sessionWorld: SessionWorld;
  readonly lines: readonly LogLine[];
  /** What the door for passwords was asked, and its next answer where it is to fail. */
  readonly door: {
    attempts: Parameters<PasswordSignIn['check']>[0][];
    failure: Error | undefined;
    /** What the right password lacks. */
    hindrance?: PasswordHindrance;
  };
  /** Sends as the proxy in front of `https://auth.example.com` does; headers given win, an empty one is left out. */
  send(request: WireRequest): Promise<WireAnswer>;
  postJson(path: string, body: unknown, headers?: WireRequest['headers']): Promise<WireAnswer>;
  postForm(
    path: string,
    fields: Record<string, string>,
    headers?: WireRequest['headers'],
  ): Promise<WireAnswer>;
  /** Signs in through the API and gives the Cookie header of the browser from then on. */
  signIn(username?: string): Promise<string>;
  close(): Promise<void>;
}

/** The right password of everybody. */
export const rightPassword = 'correct horse';

const people: Readonly<Record<string, UserDetails>> = {
  john: {
    username: 'john',
    displayName: 'John Doe',
    emails: ['john.doe@example.com'],
    groups: ['dev'],
  },
  harry: {
    username: 'harry',
    displayName: '"><script>alert(1)</script>',
    emails: ['h@example.com'],
    groups: [],
  },
};

const noCriteria: Omit<AccessRuleConfig, 'domain' | 'policy'> = {
  domain_regex: [],
  subject: [],
  networks: [],
  resources: [],
  methods: [],
  query: [],
};

const defaultRules = [
  { domain: ['app.example.com', 'auth.example.com'], policy: 'one_factor' },
  { domain: ['public.example.com'], policy: 'bypass' },
] as const;

/** Starts a portal. */
export async function createPortalWorld(options: PortalWorldOptions = {}): Promise<PortalWorld> {
  const sessionWorld = options.sessionWorld ?? createSessionWorld();
  const { log, lines } = createCollectingLog();
  const door: PortalWorld['door'] = { attempts: [], failure: undefined };
  const users = options.users ?? people;
  const portal = await createPortal({
    config: portalConfig(options),
    sessions: sessionWorld.sessions,
    passwordSignIn: createDoor(users, door),
    policy: compilePolicy({
      default_policy: 'deny',
      rules: (options.rules ?? defaultRules).map((rule) => ({ ...noCriteria, ...rule })),
    }),
    trust: compileTrust(['127.0.0.0/8']),
    rateLimiter: createRateLimiter({
      limits: options.rateLimits ?? {},
      store: createMemoryBucketStore({ clock: sessionWorld.clock }),
      log,
    }),
    pages: options.pages ?? createTinyPages(),
    health: healthAnswer,
    basePath: options.basePath ?? '/',
    log,
  });
  for (const user of Object.values(users)) sessionWorld.users.set(user.username, user);
  const client = await createHttpClient(portal.listener);
  const send = (request: WireRequest) =>
    client.send({ ...request, headers: withoutEmpty({ ...fromProxy, ...request.headers }) });
  const post = (path: string, body: string, headers: WireRequest['headers'] = {}) =>
    send({ method: 'POST', path, body, headers });
  const postJson: PortalWorld['postJson'] = (path, body, headers) =>
    post(path, JSON.stringify(body), headers);
  return {
    portal,
    sessionWorld,
    lines,
    door,
    send,
    postJson,
    postForm: (path, fields, headers) => post(path, new URLSearchParams(fields).toString(), headers),
    async signIn(username = 'john') {
      const answer = await postJson('/api/firstfactor', { username, password: rightPassword });
      return cookieHeaderOf(answer.setCookies[0] ?? '');
    },
    async close() {
      await client.close();
      await portal.close();
    },
  };
}

const fromProxy = {
  host: 'auth.example.com',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'auth.example.com',
  'x-forwarded-for': '203.0.113.7',
};

function withoutEmpty(headers: NonNullable<WireRequest['headers']>): NonNullable<WireRequest['headers']> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}

function createDoor(users: Readonly<Record<string, UserDetails>>, door: PortalWorld['door']): PasswordSignIn {
  return {
    async check(attempt) {
      door.attempts.push(attempt);
      if (door.failure !== undefined) throw door.failure;
      const name = attempt.username.toLowerCase();
      const user = Object.hasOwn(users, name) ? users[name] : undefined;
      if (user === undefined || attempt.password !== rightPassword) return { outcome: 'wrong' };
      return door.hindrance === undefined
        ? { outcome: 'right', user }
        : { outcome: 'wrong', hindrance: door.hindrance };
    },
  };
}

function portalConfig({ config, cookies, assetPath, cspTemplate }: PortalWorldOptions): PortalConfig {
  return {
    theme: 'light',
    authentication_backend: {
      password_reset: { disable: false, custom_url: undefined },
      password_change: { disable: false },
      refresh_interval: 'disable',
      file: undefined,
    },
    privacy_policy: { enabled: false, require_user_acceptance: false, policy_url: undefined },
    ...config,
    session: { secret: undefined, cookies: cookies ?? [cookieDomain()], redis: undefined },
    server: {
      address: { kind: 'tcp', scheme: 'tcp', host: '', port: 9091, path: '/' },
      asset_path: assetPath,
      disable_healthcheck: false,
      tls: undefined,
      headers: { csp_template: cspTemplate },
      buffers: { read: 4096, write: 4096 },
      timeouts: { read: 6000, write: 6000, idle: 30_000 },
      trusted_proxies: [],
      endpoints: { enable_pprof: false, enable_expvars: false, authz: {} },
    },
  };
}
