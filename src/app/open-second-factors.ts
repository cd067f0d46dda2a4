import { createSecurityEvents } from '../audit/create-security-events.ts';
import { createSecondFactorDoor } from '../factors/second-factor-door.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Regulator } from '../regulation/regulator.ts';
import { createTickets } from '../session/tickets.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import type { UserBackend } from '../users/backend.ts';
import { createElevationRules } from '../verification/elevation-rules.ts';
import { openIdentityChecks } from './open-identity-checks.ts';
import { openNotifier } from './open-notifier.ts';
import { openOwnFactors } from './open-own-factors.ts';
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
  const spendOnce = createSpendOnce(storage.database);
  const ownFactors = await openOwnFactors(world, storage, spendOnce);
  const notifier = opened.adopt(openNotifier(world), (one) => one.close());
  await notifier.check();
  const webauthn = openWebAuthn(world, storage);
  return {
    ...(await openIdentityChecks(world, storage, opened)),
    users: backend,
    webauthn,
    notifier,
    securityEvents: createSecurityEvents({ log }),
    secondFactorDoor: createSecondFactorDoor({ regulator, log, ...metrics }),
    ...ownFactors,
    spendOnce,
    tickets: createTickets({ ...world, encryptionKey: config.storage.encryption_key ?? '' }),
    elevation: createElevationRules({
      clock,
      config: config.identity_validation.elevated_session,
      hasSecondFactor: (username) => ownFactors.enrolledFactors.hasAny(username),
    }),
  };
}
