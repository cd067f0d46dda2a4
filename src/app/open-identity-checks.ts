import { createBackgroundWork } from '../lib/background-work.ts';
import { createIdentityVerificationStore } from '../storage/identity-verifications.ts';
import { createOneTimeCodeStore } from '../storage/one-time-codes.ts';
import type { Storage } from '../storage/open-storage.ts';
import { openSealedSecret } from '../storage/sealed-secret.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import { createPasswordPolicy } from '../users/policy/create-password-policy.ts';
import { createOneTimeCodes } from '../verification/one-time-codes.ts';
import { createResetLinks } from '../verification/reset-links.ts';
import type { World } from './world.ts';

/** Mails to send while nobody waits: few at once, for they share the mail server with those that somebody waits for. */
const [workers, maxWaiting] = [4, 200];

/** What the checks need of the world. */
export type IdentityWorld = Pick<World, 'log' | 'clock' | 'random'> & {
  readonly config: Pick<World['config'], 'identity_validation' | 'password_policy'>;
};

/** Puts together what proves by mail who somebody is, and what new passwords must be like. */
export async function openIdentityChecks(
  world: IdentityWorld,
  storage: Pick<Storage, 'database' | 'seal'>,
  opened: AsyncDisposableStack,
) {
  const { config, log, clock, random } = world;
  const { elevated_session, reset_password } = config.identity_validation;
  const spendOnce = createSpendOnce(storage.database);
  const tools = { spendOnce, clock, random };
  const background = createBackgroundWork({ workers, maxWaiting, log });
  return {
    passwordPolicy: createPasswordPolicy(config.password_policy),
    background: opened.adopt(background, (one) => one.close()),
    oneTimeCodes: createOneTimeCodes({
      ...tools,
      config: elevated_session,
      store: createOneTimeCodeStore(storage),
      key: await openSealedSecret(storage, 'hmac_key_otc', random),
    }),
    resetLinks: resetLinksOf(reset_password, tools, storage),
  };
}

function resetLinksOf(
  { jwt_secret: secret, ...config }: World['config']['identity_validation']['reset_password'],
  tools: Pick<Parameters<typeof createResetLinks>[0], 'spendOnce' | 'clock' | 'random'>,
  { database }: Pick<Storage, 'database'>,
) {
  // Without a secret there is no reset: the configuration says that it is disabled, or done elsewhere.
  if (secret === undefined) return undefined;
  const store = createIdentityVerificationStore(database);
  return createResetLinks({ ...tools, config, secret, store });
}
