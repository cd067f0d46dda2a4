import { createSecurityEvents } from '../audit/create-security-events.ts';
import { createKnownBrowsers } from '../audit/known-browsers.ts';
import { createSecondFactorDoor } from '../factors/second-factor-door.ts';
import type { Regulator } from '../regulation/regulator.ts';
import { createTickets } from '../session/tickets.ts';
import { createAuditLog } from '../storage/audit-log.ts';
import { createKnownDevices } from '../storage/known-devices.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import type { UserBackend } from '../users/backend.ts';
import { createElevationRules } from '../verification/elevation-rules.ts';
import { openNotifier } from './open-notifier.ts';
import type { World } from './world.ts';

/** What the second factors, and whatever is proved by mail, stand on. */
export interface SecondFactorGround {
  readonly storage: Storage;
  readonly regulator: Regulator;
  readonly backend: UserBackend;
}

/** Puts together what the portal needs beyond passwords. */
export async function openSecondFactors(
  world: World,
  { storage, regulator, backend }: SecondFactorGround,
  opened: AsyncDisposableStack,
) {
  const { config, log, clock } = world;
  const { database } = storage;
  const encryptionKey = config.storage.encryption_key ?? '';
  const notifier = opened.adopt(await openNotifier(world), (one) => one.close());
  await notifier.check();
  const securityEvents = opened.adopt(
    createSecurityEvents({ audit: createAuditLog(database), users: backend, notifier, clock, log }),
    (one) => one.close(),
  );
  return {
    users: backend,
    notifier,
    securityEvents,
    knownBrowsers: createKnownBrowsers({ ...world, devices: createKnownDevices(database), encryptionKey }),
    secondFactorDoor: createSecondFactorDoor({ regulator, log }),
    spendOnce: createSpendOnce(database),
    tickets: createTickets({ ...world, encryptionKey }),
    elevation: createElevationRules({
      clock,
      config: config.identity_validation.elevated_session,
      hasSecondFactor: () => Promise.resolve(false),
    }),
  };
}
