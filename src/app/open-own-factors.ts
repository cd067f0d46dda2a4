import type { Config } from '../config/config.ts';
import { createEnrolledFactors } from '../factors/enrolled-factors.ts';
import { createRecoveryCodes } from '../factors/recovery-codes/recovery-codes.ts';
import { createSecondFactorChoice } from '../factors/second-factor-choice.ts';
import { createTotpFactor } from '../factors/totp/totp-factor.ts';
import { createDuoDevices } from '../storage/duo-devices.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createRecoveryCodeStore } from '../storage/recovery-codes.ts';
import { openSealedSecret } from '../storage/sealed-secret.ts';
import type { SpendOnce } from '../storage/spend-once.ts';
import { createTotpConfigurations } from '../storage/totp-configurations.ts';
import { createTotpHistory } from '../storage/totp-history.ts';
import { createUserPreferences } from '../storage/user-preferences.ts';
import { createWebAuthnCredentialStore } from '../storage/webauthn-credentials.ts';
import type { World } from './world.ts';

/** What the second factors that need no one else are put together from. */
export type OwnFactorsWorld = Pick<World, 'clock' | 'random'> & {
  readonly config: Pick<Config, 'totp' | 'default_2fa_method'> & {
    readonly webauthn: Pick<Config['webauthn'], 'disable'>;
    readonly duo_api: Pick<Config['duo_api'], 'disable'>;
  };
};

/** One-time passwords, recovery codes, who has enrolled what, and what they prefer. */
export async function openOwnFactors(
  { config, clock, random }: OwnFactorsWorld,
  storage: Pick<Storage, 'database' | 'seal'>,
  spendOnce: SpendOnce,
) {
  const configurations = createTotpConfigurations(storage);
  const recoveryCodes = createRecoveryCodes({
    store: createRecoveryCodeStore(storage.database),
    spendOnce,
    digestKey: await openSealedSecret(storage, 'hmac_key_recovery', random),
    clock,
    random,
  });
  const totp = createTotpFactor({
    config: config.totp,
    configurations,
    history: createTotpHistory(storage.database),
    spendOnce,
    historyKey: await openSealedSecret(storage, 'hmac_key_otp', random),
    clock,
    random,
  });
  const duoDevices = createDuoDevices(storage.database);
  const isTotpOn = !config.totp.disable;
  const credentials = createWebAuthnCredentialStore(storage);
  return {
    totp: isTotpOn ? totp : undefined,
    recoveryCodes,
    enrolledFactors: createEnrolledFactors({
      hasTotp: isTotpOn ? (username) => configurations.has(username) : hasNone,
      hasWebAuthn: config.webauthn.disable
        ? hasNone
        : (username, relyingPartyId) => credentials.hasAny(username, relyingPartyId),
      hasDuo: config.duo_api.disable
        ? hasNone
        : async (username) => (await duoDevices.find(username)) !== undefined,
      recoveryCodesLeft: async (username) => (await recoveryCodes.count(username)).left,
    }),
    secondFactorChoice: createSecondFactorChoice({
      available: availableMethods(config),
      fallback: config.default_2fa_method,
      preferences: createUserPreferences(storage.database),
    }),
  };
}

function hasNone(): Promise<boolean> {
  return Promise.resolve(false);
}

function availableMethods({ totp, webauthn, duo_api }: OwnFactorsWorld['config']) {
  const all = [
    { method: 'totp', isOn: !totp.disable },
    { method: 'webauthn', isOn: !webauthn.disable },
    { method: 'mobile_push', isOn: !duo_api.disable },
  ] as const;
  return all.filter(({ isOn }) => isOn).map(({ method }) => method);
}
