import { createSecurityEvents } from '../audit/create-security-events.ts';
import { createKnownBrowsers } from '../audit/known-browsers.ts';
import { createSecondFactorDoor } from '../factors/second-factor-door.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Regulator } from '../regulation/regulator.ts';
import { createHandOverTokens } from '../session/hand-over-tokens.ts';
import { createTickets } from '../session/tickets.ts';
import { createAuditLog } from '../storage/audit-log.ts';
import { createKnownDevices } from '../storage/known-devices.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import type { UserBackend } from '../users/backend.ts';
import { createElevationRules } from '../verification/elevation-rules.ts';
import { openDuo } from './open-duo.ts';
import { openIdentityChecks } from './open-identity-checks.ts';
import { openNotifier } from './open-notifier.ts';
import { openOwnFactors } from './open-own-factors.ts';
import { openRememberedDevices } from './open-remembered-devices.ts';
import { openWebAuthn } from './open-webauthn.ts';
import type { World } from './world.ts';

/** What the second factors, and whatever is proved by mail, stand on. */
export interface SecondFactorGround {
  readonly storage: Storage;
  readonly regulator: Regulator;
  readonly backend: UserBackend;
  /** Undefined where nothing is counted. */
  readonly metrics: Metrics | undefined;
}

/** Puts together what the portal needs beyond passwords. */
export async function openSecondFactors(
  world: World,
  { storage, regulator, backend, metrics }: SecondFactorGround,
  opened: AsyncDisposableStack,
) {
  const { config, log, clock } = world;
  const { database } = storage;
  const encryptionKey = config.storage.encryption_key ?? '';
  const spendOnce = createSpendOnce(database);
  const ownFactors = await openOwnFactors(world, storage, spendOnce);
  const notifier = opened.adopt(await openNotifier(world), (one) => one.close());
  await notifier.check();
  const securityEvents = opened.adopt(
    createSecurityEvents({ audit: createAuditLog(database), users: backend, notifier, clock, log }),
    (one) => one.close(),
  );
  const tickets = createTickets({ ...world, encryptionKey });
  const webauthn = await openWebAuthn(world, storage);
  return {
    ...(await openIdentityChecks(world, storage, opened)),
    users: backend,
    webauthn,
    notifier,
    securityEvents,
    knownBrowsers: createKnownBrowsers({ ...world, devices: createKnownDevices(database), encryptionKey }),
    tickets,
    duo: openDuo(world, storage),
    rememberedDevices: await openRememberedDevices(world, storage, tickets),
    secondFactorDoor: createSecondFactorDoor({ regulator, log, ...metrics }),
    ...ownFactors,
    spendOnce,
    handOverTokens: createHandOverTokens({ ...world, encryptionKey }),
    elevation: createElevationRules({
      clock,
      config: config.identity_validation.elevated_session,
      hasSecondFactor: (username) => ownFactors.enrolledFactors.hasAny(username),
    }),
  };
}
