import { compilePolicy } from '../../src/access/policy.ts';
import { type IdentityWorld, openIdentityChecks } from '../../src/app/open-identity-checks.ts';
import { openOwnFactors } from '../../src/app/open-own-factors.ts';
import { createSecurityEvents, type SecurityEventsKeeper } from '../../src/audit/create-security-events.ts';
import { createKnownBrowsers } from '../../src/audit/known-browsers.ts';
import type { AccessRuleConfig } from '../../src/config/sections/access-control.ts';
import type { SecondFactorMethod } from '../../src/config/sections/default-2fa-method.ts';
import type { CookieDomainConfig } from '../../src/config/sections/session.ts';
import type { TotpConfig } from '../../src/config/sections/totp.ts';
import { webauthn } from '../../src/config/sections/webauthn.ts';
import { createDuoFactor, type DuoFactorOptions } from '../../src/factors/duo/duo-factor.ts';
import type { PasswordSignIn } from '../../src/factors/password-sign-in.ts';
import { createRememberedDevices } from '../../src/factors/remembered-devices.ts';
import { createSecondFactorDoor } from '../../src/factors/second-factor-door.ts';
import type { AuthenticatorMetadata } from '../../src/factors/webauthn/metadata/authenticator-metadata.ts';
import { compileTrust } from '../../src/http/forwarded.ts';
import type { Clock } from '../../src/lib/clock.ts';
import type { Log } from '../../src/lib/log.ts';
import { systemRandom } from '../../src/lib/random.ts';
import type { Message, Notifier, Recipient } from '../../src/notify/notifier.ts';
import { healthAnswer } from '../../src/ops/health.ts';
import { createPortal, type Portal } from '../../src/portal/create-portal.ts';
import type { BuiltPages } from '../../src/portal/files/built-pages.ts';
import type { PortalConfig } from '../../src/portal/portal-services.ts';
import { createMemoryBucketStore } from '../../src/regulation/bucket-stores/memory.ts';
import { createRateLimiter, type RateLimiterOptions } from '../../src/regulation/rate-limiter.ts';
import { createRegulator } from '../../src/regulation/regulator.ts';
import { createHandOverTokens } from '../../src/session/hand-over-tokens.ts';
import { createTickets } from '../../src/session/tickets.ts';
import { type AuditRecord, createAuditLog } from '../../src/storage/audit-log.ts';
import { createAuthenticationLog } from '../../src/storage/authentication-log.ts';
import { createBanStore } from '../../src/storage/bans.ts';
import { createDuoDevices } from '../../src/storage/duo-devices.ts';
import { createKnownDevices } from '../../src/storage/known-devices.ts';
import { openStorage, type Storage } from '../../src/storage/open-storage.ts';
import { createRememberedDeviceStore } from '../../src/storage/remembered-devices.ts';
import { openSealedSecret } from '../../src/storage/sealed-secret.ts';
import { createSpendOnce, type SpendOnce } from '../../src/storage/spend-once.ts';
import type { PasswordHindrance, UserBackend, UserDetails } from '../../src/users/backend.ts';
import { createElevationRules } from '../../src/verification/elevation-rules.ts';
import { createCollectingLog, type LogLine } from './collecting-log.ts';
import { createHttpClient, type WireAnswer, type WireRequest } from './http-client.ts';
import { openTestOpenId } from './open-test-openid.ts';
import { readSection } from './read-section.ts';
import { cookieDomain, cookieHeaderOf } from './session-fixtures.ts';
import { createSessionWorld, type SessionWorld } from './session-world.ts';
import { createTinyPages } from './tiny-pages.ts';
import { totpConfig } from './totp-config.ts';
import { openTestWebAuthn } from './webauthn-world.ts';

/** What a test of the portal may change. */
export interface PortalWorldOptions {
  readonly cookies?: readonly CookieDomainConfig[];
  /** `session.sign_in_once`. */
  readonly signInOnce?: string;
  readonly config?: Partial<
    Pick<PortalConfig, 'theme' | 'authentication_backend' | 'password_policy' | 'privacy_policy'>
  >;
  /** Keys of `identity_validation.elevated_session` that differ. */
  readonly elevation?: Partial<IdentityWorld['config']['identity_validation']['elevated_session']>;
  readonly assetPath?: string;
  readonly cspTemplate?: string;
  readonly basePath?: string;
  readonly users?: Readonly<Record<string, UserDetails>>;
  /** Keys of `webauthn`; default: its defaults. */
  readonly webauthn?: Readonly<Record<string, unknown>>;
  /** Makes what is known of authenticators; default: nothing is. */
  readonly metadata?: (storage: Storage, log: Log) => AuthenticatorMetadata;
  readonly rules?: readonly Pick<AccessRuleConfig, 'domain' | 'policy' | 'max_age'>[];
  readonly sessionWorld?: SessionWorld;
  /** `session.remember_second_factor`, in milliseconds; default: off. */
  readonly rememberSecondFactor?: number;
  /** Duo, over the storage of this world; default: switched off. */
  readonly duo?: Pick<DuoFactorOptions, 'client' | 'canSelfEnroll'>;
  /** `webauthn.enable_passkey_login`; default: off. */
  readonly hasPasskeys?: boolean;
  readonly totp?: Partial<TotpConfig>;
  readonly defaultMethod?: SecondFactorMethod;
  /** In place of one in memory; whoever opened it closes it. */
  readonly storage?: Storage;
  /** Default: none. */
  readonly rateLimits?: RateLimiterOptions['limits'];
  /** Clients of the OpenID Connect provider; default: there is none. */
  readonly openIdClients?: readonly object[];
  /** Default: the tiny ones. */
  readonly pages?: BuiltPages;
}

/** A portal behind a real server, with sessions in memory and a directory of two people. */
export interface PortalWorld {
  readonly portal: Portal;
  readonly sessionWorld: SessionWorld;
  readonly lines: readonly LogLine[];
  /** What the audit table says happened, oldest first, without mere sign-ins and proofs. */
  happened(): Promise<readonly AuditRecord[]>;
  /** SQLite in memory. */
  readonly storage: Storage;
  /** What was sent to whom, in order, and the failure of the next messages where they are to fail. */
  readonly mail: { sent: { recipient: Recipient; message: Message }[]; failure: Error | undefined };
  /** The directory; what a test puts in the place of one of its methods counts from then on. */
  readonly users: UserBackend;
  /** Mails about events are sent in the background: `await securityEvents.settled()` before looking for them. */
  readonly securityEvents: SecurityEventsKeeper;
  /** Passwords that were set, by user name. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Gives when all mails that nobody waits for are sent. */
  settled(): Promise<void>;
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

const elevationKeys = {
  code_lifespan: 300_000,
  elevation_lifespan: 600_000,
  characters: 8,
  require_second_factor: false,
  skip_second_factor: false,
} as const;

const resetKeys = {
  jwt_lifespan: 300_000,
  jwt_algorithm: 'HS256',
  jwt_secret: 'a secret of the tests',
} as const;

/** Kinds of events that every test makes. */
const everyday: ReadonlySet<string> = new Set(['sign-in', 'sign-out', 'second-factor', 'new-device']);

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
  const storage =
    options.storage ??
    (await openStorage(
      { local: { path: ':memory:' }, encryption_key: encryptionKey },
      { random: systemRandom, log },
    ));
  const regulator = createRegulator({
    rules: { modes: ['user'], max_retries: 3, find_time: 120_000, ban_time: 300_000 },
    attempts: createAuthenticationLog(storage.database),
    bans: createBanStore(storage.database),
    clock,
    log,
  });
  const tickets = createTickets({ encryptionKey, clock, random: systemRandom });
  const spendOnce = createSpendOnce(storage.database);
  const ownFactors = await openFactors(options, { clock, storage, spendOnce });
  const config = portalConfig(options);
  const elevated_session = { ...elevationKeys, ...options.elevation };
  const opened = new AsyncDisposableStack();
  const identity = await openIdentityChecks(
    {
      clock,
      log,
      random: systemRandom,
      config: { ...config, identity_validation: { reset_password: resetKeys, elevated_session } },
    },
    storage,
    opened,
  );
  const notifier: Notifier = {
    send(recipient, message) {
      if (mail.failure !== undefined) return Promise.reject(mail.failure);
      mail.sent.push({ recipient, message });
      return Promise.resolve();
    },
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const audit = createAuditLog(storage.database);
  const securityEvents = createSecurityEvents({ audit, users: backend, notifier, clock, log });
  const openId =
    options.openIdClients &&
    openTestOpenId(options.openIdClients, {
      storage,
      users: backend,
      cookies: config.session.cookies,
      clock,
      log,
    });
  const portal = await createPortal({
    openIdFlows: openId?.flows,
    openIdDeviceFlows: openId?.deviceFlows,
    openIdApplications: openId?.applications,
    ...ownFactors,
    ...identity,
    clock,
    users: backend,
    secondFactorDoor: createSecondFactorDoor({ regulator, log }),
    handOverTokens: createHandOverTokens({ encryptionKey, clock, random: systemRandom }),
    tickets,
    duo: options.duo && createDuoFactor({ ...options.duo, devices: createDuoDevices(storage.database) }),
    rememberedDevices: createRememberedDevices({
      durationMs: options.rememberSecondFactor ?? null,
      store: createRememberedDeviceStore(storage.database),
      digestKey: await openSealedSecret(storage, 'hmac_key_devices', systemRandom),
      tickets,
      clock,
      random: systemRandom,
    }),
    spendOnce,
    webauthn: openTestWebAuthn(storage, clock, options.webauthn, options.metadata?.(storage, log)),
    notifier,
    securityEvents,
    knownBrowsers: createKnownBrowsers({
      devices: createKnownDevices(storage.database),
      encryptionKey,
      clock,
      random: systemRandom,
    }),
    elevation: createElevationRules({
      clock,
      config: elevated_session,
      hasSecondFactor: (username) => ownFactors.enrolledFactors.hasAny(username),
    }),
    config,
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
    async happened() {
      const records = await audit.list({ limit: 1000 });
      return records.filter(({ kind }) => !everyday.has(kind)).toReversed();
    },
    storage,
    mail,
    users: backend,
    settled: () => identity.background.settled(),
    securityEvents,
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
      await opened.disposeAsync();
      await securityEvents.close();
      if (options.storage === undefined) await storage.database.close();
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

/** One-time passwords, recovery codes and preferences, in that storage. */
function openFactors(
  { totp, webauthn, defaultMethod }: PortalWorldOptions,
  {
    clock,
    storage,
    spendOnce,
  }: { readonly clock: Clock; readonly storage: Storage; readonly spendOnce: SpendOnce },
) {
  const config = {
    totp: totpConfig(totp),
    webauthn: { disable: webauthn === undefined },
    duo_api: { disable: true },
    default_2fa_method: defaultMethod,
  };
  return openOwnFactors({ config, clock, random: systemRandom }, storage, spendOnce);
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

/** The `webauthn` section where nothing is written. */
function defaultWebAuthn(): PortalConfig['webauthn'] {
  const { ready } = readSection(webauthn, {});
  if (ready === undefined) throw new TypeError('the defaults of webauthn cannot be read');
  return ready;
}

function portalConfig({
  config,
  cookies,
  signInOnce,
  assetPath,
  cspTemplate,
  hasPasskeys = false,
}: PortalWorldOptions): PortalConfig {
  return {
    theme: 'light',
    webauthn: { ...defaultWebAuthn(), enable_passkey_login: hasPasskeys },
    authentication_backend: {
      password_reset: { disable: false, custom_url: undefined },
      password_change: { disable: false },
      refresh_interval: 'disable',
      file: undefined,
    },
    password_policy: {
      standard: {
        enabled: false,
        min_length: 8,
        max_length: 0,
        require_uppercase: false,
        require_lowercase: false,
        require_number: false,
        require_special: false,
      },
      zxcvbn: { enabled: false, min_score: 3 },
    },
    privacy_policy: { enabled: false, require_user_acceptance: false, policy_url: undefined },
    ...config,
    session: {
      secret: undefined,
      cookies: cookies ?? [cookieDomain()],
      redis: undefined,
      keep_across_restarts: false,
      store: 'memory',
      grace: null,
      sign_in_once: signInOnce,
      remember_second_factor: null,
    },
    administration: { group: 'admins' },
    server: {
      address: { kind: 'tcp', scheme: 'tcp', host: '', port: 9091, path: '/' },
      asset_path: assetPath,
      disable_healthcheck: false,
      workers: 1,
      tls: undefined,
      headers: { csp_template: cspTemplate },
      buffers: { read: 4096, write: 4096 },
      timeouts: { read: 6000, write: 6000, idle: 30_000 },
      trusted_proxies: [],
      endpoints: { enable_pprof: false, enable_expvars: false, authz: {} },
    },
  };
}
