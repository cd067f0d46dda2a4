import { fileURLToPath } from 'node:url';
import { compilePolicy } from './access/policy.ts';
import { openUserBackend } from './app/open-user-backend.ts';
import { trustedCertificates } from './app/trusted-certificates.ts';
import { createAuthzEndpoints } from './authz/endpoints.ts';
import type { Config } from './config/config.ts';
import { limitPasswordSignIn } from './factors/limited-password-sign-in.ts';
import { createPasswordSignIn } from './factors/password-sign-in.ts';
import { compileTrust } from './http/forwarded.ts';
import { createRequestIds } from './http/request-ids.ts';
import { createHttpServer } from './http/server.ts';
import type { Clock } from './lib/clock.ts';
import { systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { Random } from './lib/random.ts';
import { systemRandom } from './lib/random.ts';
import { healthAnswer } from './ops/health.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { createMetricsServer } from './ops/metrics-server.ts';
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
  const certificates = await trustedCertificates(config);
  const world: World = { config, log, clock, random, trustedCertificates: certificates };

  const backend = opened.adopt(openUserBackend(config.authentication_backend, world), (one) => one.close());
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

  const metrics = await openMetrics(world, store, opened);
  const trust = compileTrust(config.server.trusted_proxies);
  const rateLimiter = openRateLimiter(world, redis);
  const regulator = openRegulation(world, storage, opened);
  const services = {
    ...world,
    sessions,
    passwordSignIn: createPasswordSignIn({ backend, log, regulator, ...metrics }),
    rateLimiter,
    policy: compilePolicy(config.access_control),
    trust,
    requestIds: createRequestIds(random, trust),
    basePath: config.server.address.path,
  };
  const authz = createAuthzEndpoints({
    ...services,
    passwordSignIn: limitPasswordSignIn(services.passwordSignIn, rateLimiter),
    ...metrics,
    endpoints: config.server.endpoints.authz,
    cookieDomains: config.session.cookies,
  });
  const pages = await loadBuiltPages(builtPagesFolder);
  const portal = opened.adopt(await createPortal({ ...services, pages, health: healthAnswer }), (one) =>
    one.close(),
  );
  const server = opened.adopt(
    createHttpServer({
      ...metrics,
      config: config.server,
      log,
      findHandler: authz.find,
      rest: portal.listener,
    }),
    (one) => one.close(),
  );
  const url = await server.listen();

  const running = opened.move();
  return { url, close: () => running.disposeAsync() };
}

interface World {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
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

/** Serves the metrics where the configuration says so; counts nothing where it does not. */
async function openMetrics(
  { config, log }: World,
  store: SessionStore,
  opened: AsyncDisposableStack,
): Promise<Metrics | undefined> {
  if (!config.telemetry.metrics.enabled) return undefined;
  const metrics = createMetrics({ countSessions: store.count, checkStore: () => store.check() });
  const server = createMetricsServer({ config: config.telemetry.metrics, metrics, log });
  opened.adopt(server, (one) => one.close());
  const url = await server.listen();
  log.info({ url }, 'metrics are served');
  return metrics;
}

/** Limits are shared where the sessions are. */
function openRateLimiter({ config, clock, log }: World, redis: ScriptRunner | undefined): RateLimiter {
  const { secret } = config.session;
  const own = createMemoryBucketStore({ clock });
  const shared = redis && secret && createRedisBucketStore({ redis, secret, clock });
  const store = shared ? withFallback({ shared, own, log }) : own;
  return createRateLimiter({ limits: config.server.endpoints.rate_limits ?? {}, store, log });
}

function openSessionStore({ config, ...world }: World): {
  readonly store: SessionStore;
  /** The connection of the sessions, for what else all instances share; undefined where sessions are in memory. */
  readonly redis: ScriptRunner | undefined;
} {
  const { redis, secret } = config.session;
  if (redis === undefined) return { store: createMemorySessionStore(world), redis: undefined };
  if (secret === undefined) throw new TypeError('the configuration demands a secret where Redis is used');
  const store = createRedisSessionStore({ ...world, config: redis, secret });
  return { store, redis: store };
}
