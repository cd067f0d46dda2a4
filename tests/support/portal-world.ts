import { compilePolicy } from '../../src/access/policy.ts';
import { createSecurityEvents } from '../../src/audit/create-security-events.ts';
import type { AccessRuleConfig } from '../../src/config/sections/access-control.ts';
import type { CookieDomainConfig } from '../../src/config/sections/session.ts';
import type { PasswordSignIn } from '../../src/factors/password-sign-in.ts';
import { createSecondFactorDoor } from '../../src/factors/second-factor-door.ts';
import { compileTrust } from '../../src/http/forwarded.ts';
import { systemRandom } from '../../src/lib/random.ts';
import type { Message, Recipient } from '../../src/notify/notifier.ts';
import { healthAnswer } from '../../src/ops/health.ts';
import { createPortal, type Portal } from '../../src/portal/create-portal.ts';
import type { BuiltPages } from '../../src/portal/files/built-pages.ts';
import type { PortalConfig } from '../../src/portal/portal-services.ts';
import { createMemoryBucketStore } from '../../src/regulation/bucket-stores/memory.ts';
import { createRateLimiter, type RateLimiterOptions } from '../../src/regulation/rate-limiter.ts';
import { createRegulator } from '../../src/regulation/regulator.ts';
import { createHandOverTokens } from '../../src/session/hand-over-tokens.ts';
import { createTickets } from '../../src/session/tickets.ts';
import { createAuthenticationLog } from '../../src/storage/authentication-log.ts';
import { createBanStore } from '../../src/storage/bans.ts';
import { openStorage, type Storage } from '../../src/storage/open-storage.ts';
import { createSpendOnce } from '../../src/storage/spend-once.ts';
import type { PasswordHindrance, UserBackend, UserDetails } from '../../src/users/backend.ts';
import { createElevationRules } from '../../src/verification/elevation-rules.ts';
import { createCollectingLog, type LogLine } from './collecting-log.ts';
import { createHttpClient, type WireAnswer, type WireRequest } from './http-client.ts';
import { cookieDomain, cookieHeaderOf } from './session-fixtures.ts';
import { createSessionWorld, type SessionWorld } from './session-world.ts';
import { createTinyPages } from './tiny-pages.ts';

/** What a test of the portal may change. */
export interface PortalWorldOptions {
  readonly cookies?: readonly CookieDomainConfig[];
  /** `session.sign_in_once`. */
  readonly signInOnce?: string;
  readonly config?: Partial<Pick<PortalConfig, 'theme' | 'authentication_backend' | 'privacy_policy'>>;
  readonly assetPath?: string;
  readonly cspTemplate?: string;
  readonly basePath?: string;
  readonly users?: Readonly<Record<string, UserDetails>>;
  readonly rules?: readonly Pick<AccessRuleConfig, 'domain' | 'policy' | 'max_age'>[];
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
  /** SQLite in memory. */
  readonly storage: Storage;
  /** What was sent to whom, in order, and the failure of the next messages where they are to fail. */
  readonly mail: { sent: { recipient: Recipient; message: Message }[]; failure: Error | undefined };
  /** Passwords that were set, by user name. */
  readonly passwords: ReadonlyMap<string, string>;
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

const encryptionKey = 'a key of more than twenty';

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
  const passwords = new Map<string, string>();
  const backend = createUsers(users, passwords);
  const mail: PortalWorld['mail'] = { sent: [], failure: undefined };
  const { clock } = sessionWorld;
  const storage = await openStorage(
    { local: { path: ':memory:' }, encryption_key: encryptionKey },
    { random: systemRandom, log },
  );
  const regulator = createRegulator({
    rules: { modes: ['user'], max_retries: 3, find_time: 120_000, ban_time: 300_000 },
    attempts: createAuthenticationLog(storage.database),
    bans: createBanStore(storage.database),
    clock,
    log,
  });
  const portal = await createPortal({
    clock,
    users: backend,
    secondFactorDoor: createSecondFactorDoor({ regulator, log }),
    handOverTokens: createHandOverTokens({ encryptionKey, clock, random: systemRandom }),
    tickets: createTickets({ encryptionKey, clock, random: systemRandom }),
    spendOnce: createSpendOnce(storage.database),
    notifier: {
      send(recipient, message) {
        if (mail.failure !== undefined) return Promise.reject(mail.failure);
        mail.sent.push({ recipient, message });
        return Promise.resolve();
      },
      check: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
    securityEvents: createSecurityEvents({ log }),
    elevation: createElevationRules({
      clock,
      config: { require_second_factor: false, skip_second_factor: false },
      hasSecondFactor: () => Promise.resolve(false),
    }),
    config: portalConfig(options),
    sessions: sessionWorld.sessions,
    passwordSignIn: createDoor(backend, door),
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
    storage,
    mail,
    passwords,
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
      await storage.database.close();
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

/** A directory of those people, whose passwords can be set. */
function createUsers(
  users: Readonly<Record<string, UserDetails>>,
  passwords: Map<string, string>,
): UserBackend {
  const find = (login: string) =>
    Object.hasOwn(users, login.toLowerCase()) ? users[login.toLowerCase()] : undefined;
  return {
    find: (login) => Promise.resolve(find(login)),
    checkPassword(login, password) {
      const user = find(login);
      const isRight = user !== undefined && password === (passwords.get(user.username) ?? rightPassword);
      return Promise.resolve(isRight ? { outcome: 'right', user } : { outcome: 'wrong' });
    },
    setPassword(username, password) {
      passwords.set(username, password);
      return Promise.resolve();
    },
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** The door for passwords over that directory; what it is asked is kept. */
function createDoor(backend: UserBackend, door: PortalWorld['door']): PasswordSignIn {
  return {
    async check(attempt) {
      door.attempts.push(attempt);
      if (door.failure !== undefined) throw door.failure;
      const checked = await backend.checkPassword(attempt.username, attempt.password);
      if (checked.outcome === 'wrong' || door.hindrance === undefined) return checked;
      return { outcome: 'wrong', hindrance: door.hindrance };
    },
  };
}

function portalConfig({
  config,
  cookies,
  signInOnce,
  assetPath,
  cspTemplate,
}: PortalWorldOptions): PortalConfig {
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
    session: {
      secret: undefined,
      cookies: cookies ?? [cookieDomain()],
      redis: undefined,
      keep_across_restarts: false,
      sign_in_once: signInOnce,
    },
    administration: { group: 'admins' },
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
