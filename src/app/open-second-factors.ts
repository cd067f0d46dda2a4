import { createSecurityEvents } from '../audit/create-security-events.ts';
import { createSecondFactorDoor } from '../factors/second-factor-door.ts';
import type { Regulator } from '../regulation/regulator.ts';
import { createHandOverTokens } from '../session/hand-over-tokens.ts';
import { createTickets } from '../session/tickets.ts';
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
  const notifier = opened.adopt(openNotifier(world), (one) => one.close());
  await notifier.check();
  return {
    users: backend,
    notifier,
    securityEvents: createSecurityEvents({ log }),
    secondFactorDoor: createSecondFactorDoor({ regulator, log }),
    spendOnce: createSpendOnce(storage.database),
    handOverTokens: createHandOverTokens({ ...world, encryptionKey: config.storage.encryption_key ?? '' }),
    tickets: createTickets({ ...world, encryptionKey: config.storage.encryption_key ?? '' }),
    elevation: createElevationRules({
      clock,
      config: config.identity_validation.elevated_session,
      hasSecondFactor: () => Promise.resolve(false),
    }),
  };
}
