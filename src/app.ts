import { fileURLToPath } from 'node:url';
import { compilePolicy } from './access/policy.ts';
import { openExtAuthzGrpc } from './app/open-ext-authz-grpc.ts';
import { openMetrics } from './app/open-metrics.ts';
import { openOidc } from './app/open-oidc.ts';
import { openRateLimiter } from './app/open-rate-limiter.ts';
import { openRegulation } from './app/open-regulation.ts';
import { openSecondFactors } from './app/open-second-factors.ts';
import { openSessionStore } from './app/open-session-store.ts';
import { openUserBackend } from './app/open-user-backend.ts';
import { trustedCertificates } from './app/trusted-certificates.ts';
import type { Worker, World } from './app/world.ts';
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
import { checkClock } from './ops/check-clock.ts';
import { healthAnswer, stoppingAnswer } from './ops/health.ts';
import { createPortal } from './portal/create-portal.ts';
import { loadBuiltPages } from './portal/files/built-pages.ts';
import { createSessions } from './session/manager.ts';
import { openStorage } from './storage/open-storage.ts';

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
  readonly worker?: Worker | undefined;
}

/** The same below `src/` and below `dist/`. */
const builtPagesFolder = fileURLToPath(new URL('../dist/web/', import.meta.url));

/**
 * The only wiring: configuration in, a listening server out. What is opened on the way is closed again when a later step fails. Throws
 * `AppError` where the outside world is not as the configuration says.
 */
export async function startGatehouse(options: GatehouseOptions): Promise<Gatehouse> {
  await using opened = new AsyncDisposableStack();
  const { config, log, clock = systemClock, random = systemRandom, worker } = options;
  const certificates = await trustedCertificates(config);
  const world: World = { config, log, clock, random, trustedCertificates: certificates, worker };

  // Beside everything else: a time server may take its time.
  const clockChecked = checkClock(config.ntp, world);
  clockChecked.catch(() => undefined);
  const backend = opened.adopt(await openUserBackend(config.authentication_backend, world), (one) =>
    one.close(),
  );
  await backend.check();
  const storage = await openStorage(config.storage, world);
  opened.defer(() => storage.database.close());
  const oidc = await openOidc(world, { storage, users: backend }, opened);
  const { store, redis, secret, grace } = await openSessionStore(world, storage, oidc?.endSignIn);
  const sessions = opened.adopt(
    createSessions({
      ...world,
      store,
      directory: backend,
      secret,
      refreshInterval: config.authentication_backend.refresh_interval,
      onEnded: oidc?.endSignIn,
    }),
    (one) => one.close(),
  );
  await store.check();

  const metrics = await openMetrics(world, { store, grace }, opened);
  const regulator = openRegulation(world, storage, opened);
  const rateLimiter = openRateLimiter(world, redis);
  const secondFactors = await openSecondFactors(world, { storage, regulator, backend, metrics }, opened);
  const trust = compileTrust(config.server.trusted_proxies);
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
  const authzServices = {
    ...services,
    ...metrics,
    passwordSignIn: limitPasswordSignIn(services.passwordSignIn, rateLimiter),
    cookieDomains: config.session.cookies,
    bearerTokens: oidc?.bearerTokens,
  };
  const authz = createAuthzEndpoints({ ...authzServices, endpoints: config.server.endpoints.authz });
  let isStopping = false;
  const health = () => (isStopping ? stoppingAnswer() : healthAnswer());
  const pages = await loadBuiltPages(builtPagesFolder);
  const portal = opened.adopt(
    await createPortal({
      ...services,
      ...secondFactors,
      openIdFlows: oidc?.flows,
      openIdDeviceFlows: oidc?.deviceFlows,
      openIdSignOuts: oidc?.signOuts,
      openIdApplications: oidc?.applications,
      pages,
      health,
    }),
    (one) => one.close(),
  );
  const rest = oidc?.listener({ sessions, rateLimiter, trust }, portal.listener) ?? portal.listener;
  const server = opened.adopt(
    createHttpServer({
      ...metrics,
      config: config.server,
      log,
      findHandler: authz.find,
      rest,
    }),
    (one) => one.close(),
  );
  await openExtAuthzGrpc(config.server, authzServices, opened);
  await clockChecked;
  const url = await server.listen();

  const running = opened.move();
  return {
    url,
    close() {
      isStopping = true;
      return running.disposeAsync();
    },
  };
}
