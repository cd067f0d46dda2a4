import { fileURLToPath } from 'node:url';
import { compilePolicy } from './access/policy.ts';
import { createAuthzEndpoints } from './authz/endpoints.ts';
import { type CheckMethodOptions, checkPath, createCheckMethod } from './authz/grpc/create-check-method.ts';
import type { Config } from './config/config.ts';
import { limitPasswordSignIn } from './factors/limited-password-sign-in.ts';
import { createPasswordSignIn } from './factors/password-sign-in.ts';
import { compileTrust } from './http/forwarded.ts';
import { createGrpcServer, type GrpcServer } from './http/grpc/grpc-server.ts';
import { createHttpServer } from './http/server.ts';
import { AppError } from './lib/app-error.ts';
import type { Clock } from './lib/clock.ts';
import { systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { Random } from './lib/random.ts';
import { systemRandom } from './lib/random.ts';
import { grpcHealthCheck, grpcHealthPath } from './ops/grpc-health.ts';
import { healthAnswer } from './ops/health.ts';
import { createPortal } from './portal/create-portal.ts';
import { loadBuiltPages } from './portal/files/built-pages.ts';
import { createMemoryBucketStore } from './regulation/bucket-stores/memory.ts';
import { createRedisBucketStore, type ScriptRunner } from './regulation/bucket-stores/redis.ts';
import { withFallback } from './regulation/bucket-stores/with-fallback.ts';
import { createRateLimiter, type RateLimiter } from './regulation/rate-limiter.ts';
import { createRegulator, type Regulator } from './regulation/regulator.ts';
import { createSessions } from './session/manager.ts';
import type { SessionStore } from './session/store.ts';
import { createMemorySessionStore } from './session/stores/memory.ts';
import { createRedisSessionStore } from './session/stores/redis.ts';
import { createAuthenticationLog } from './storage/authentication-log.ts';
import { createBanStore } from './storage/bans.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';
import { createPurger } from './storage/purge.ts';
import { purgedTables } from './storage/purged-tables.ts';
import type { UserBackend } from './users/backend.ts';
import { createFileUserBackend } from './users/file/file-user-backend.ts';

/** A running Gatehouse. */
export interface Gatehouse {
  /** Where it listens, as a URL of its own: `http://127.0.0.1:9091`. Undefined for a unix socket. */
  readonly url: string | undefined;
  /** Stops taking requests, ends those under way, writes out what is noted, lets go of everything. */
  close(): Promise<void>;
}

/** What `startGatehouse` needs; clock and random default to the machine's own. */
export interface GatehouseOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** The same below `src/` and below `dist/`. */
const builtPagesFolder = fileURLToPath(new URL('../dist/web/', import.meta.url));

/**
 * The only wiring: configuration in, a listening server out. What is opened on the way is closed again when a later step fails. Throws
 * `AppError` where the outside world is not as the configuration says.
 */
export async function startGatehouse(options: GatehouseOptions): Promise<Gatehouse> {
  await using opened = new AsyncDisposableStack();
  const { config, log, clock = systemClock, random = systemRandom } = options;
  const world: World = { config, log, clock, random };

  const backend = opened.adopt(openUserBackend(world), (one) => one.close());
  await backend.check();
  const storage = await openStorage(config.storage, random);
  opened.defer(() => storage.database.close());
  const { store, redis } = openSessionStore(world);
  const sessions = opened.adopt(
    createSessions({
      ...world,
      store,
      directory: backend,
      secret: config.session.secret,
      refreshInterval: config.authentication_backend.refresh_interval,
    }),
    (one) => one.close(),
  );
  await store.check();

  const rateLimiter = openRateLimiter(world, redis);
  const services = {
    ...world,
    sessions,
    passwordSignIn: createPasswordSignIn({ backend, log, regulator: openRegulation(world, storage, opened) }),
    rateLimiter,
    policy: compilePolicy(config.access_control),
    trust: compileTrust(config.server.trusted_proxies),
    basePath: config.server.address.path,
  };
  const authzServices = {
    ...services,
    passwordSignIn: limitPasswordSignIn(services.passwordSignIn, rateLimiter),
    cookieDomains: config.session.cookies,
  };
  const authz = createAuthzEndpoints({ ...authzServices, endpoints: config.server.endpoints.authz });
  const pages = await loadBuiltPages(builtPagesFolder);
  const portal = opened.adopt(await createPortal({ ...services, pages, health: healthAnswer }), (one) =>
    one.close(),
  );
  const server = opened.adopt(
    createHttpServer({ config: config.server, log, findHandler: authz.find, rest: portal.listener }),
    (one) => one.close(),
  );
  const grpc = createGrpc(authzServices, config);
  if (grpc !== undefined) opened.adopt(grpc, (one) => one.close());
  await grpc?.listen();
  const url = await server.listen();

  const running = opened.move();
  return { url, close: () => running.disposeAsync() };
}

interface World {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
}

/** Envoy's ext_authz over gRPC, where it is switched on. */
function createGrpc(
  services: Omit<CheckMethodOptions, 'authn_strategies'>,
  config: Config,
): GrpcServer | undefined {
  const { tls, timeouts, endpoints } = config.server;
  if (endpoints.ext_authz_grpc === undefined) return undefined;
  const { address, authn_strategies } = endpoints.ext_authz_grpc;
  const check = createCheckMethod({ ...services, authn_strategies });
  return createGrpcServer({
    address,
    tls,
    maxCallMs: timeouts.read + timeouts.write,
    methods: new Map([
      [checkPath, check],
      [grpcHealthPath, grpcHealthCheck],
    ]),
    log: services.log,
  });
}

/** Counts and bans over the durable storage, and forgets in the background what is older than the retention. */
function openRegulation(
  { config, clock, log }: World,
  { database }: Storage,
  opened: AsyncDisposableStack,
): Regulator {
  const attempts = createAuthenticationLog(database);
  const bans = createBanStore(database);
  const { retention: retentionMs } = config.storage;
  const tables = purgedTables({ attempts, bans, retentionMs, findTimeMs: config.regulation.find_time });
  const purger = createPurger({ tables, clock, log });
  opened.adopt(purger, (one) => one.close());
  void purger.run();
  return createRegulator({ rules: config.regulation, attempts, bans, clock, log });
}

function openUserBackend({ config, log, random }: World): UserBackend {
  const { file } = config.authentication_backend;
  if (file !== undefined) return createFileUserBackend({ config: file, log, random });
  throw new AppError('configuration-invalid', 'There is no user backend that this version can use.');
}

/** Limits are shared where the sessions are. */
function openRateLimiter({ config, clock, log }: World, redis: ScriptRunner | undefined): RateLimiter {
  const { secret } = config.session;
  const own = createMemoryBucketStore({ clock });
  const shared = redis && secret && createRedisBucketStore({ redis, secret, clock });
  const store = shared ? withFallback({ shared, own, log }) : own;
  return createRateLimiter({ limits: config.server.endpoints.rate_limits ?? {}, store, log });
}

function openSessionStore({ config, log, clock, random }: World): {
  readonly store: SessionStore;
  /** The connection of the sessions, for what else all instances share; undefined where sessions are in memory. */
  readonly redis: ScriptRunner | undefined;
} {
  const { redis, secret } = config.session;
  if (redis === undefined) return { store: createMemorySessionStore({ clock }), redis: undefined };
  if (secret === undefined) throw new TypeError('the configuration demands a secret where Redis is used');
  const store = createRedisSessionStore({ config: redis, secret, clock, random, log });
  return { store, redis: store };
}
