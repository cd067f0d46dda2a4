import { createHmac } from 'node:crypto';
import type { TotpConfig } from '../../config/sections/totp.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { SpendOnce } from '../../storage/spend-once.ts';
import type { TotpConfiguration, TotpConfigurations } from '../../storage/totp-configurations.ts';
import type { TotpHistory } from '../../storage/totp-history.ts';
import { matchingSteps } from './totp-codes.ts';
import { draftTotp, type TotpChoice, type TotpDraft } from './totp-draft.ts';

/** One-time passwords of authenticator apps (behaviour.md §6.5). Methods throw `AppError` where the storage is away. */
export interface TotpFactor {
  readonly config: TotpConfig;
  /** What the user enrolled. */
  find(username: string): Promise<TotpConfiguration | undefined>;
  /** Whether the user enrolled any. */
  has(username: string): Promise<boolean>;
  /** Whether the token is the user's and is good now, which it is once. */
  check(username: string, token: string): Promise<boolean>;
  /** A new secret, kept nowhere; undefined where the choice is not allowed. */
  draft(choice: TotpChoice): TotpDraft | undefined;
  /** What the draft would be once it is enrolled. */
  preview(username: string, draft: TotpDraft): TotpConfiguration;
  /** Enrols the draft, in place of what was enrolled before, if the token proves that its secret arrived: once for each draft. */
  enrol(username: string, draft: TotpDraft, token: string): Promise<boolean>;
  /** Makes a draft worth nothing. */
  discard(draft: TotpDraft): Promise<void>;
  /** Whether there was one. */
  remove(username: string): Promise<boolean>;
}

/** What one-time passwords stand on. */
export interface TotpFactorOptions {
  readonly config: TotpConfig;
  readonly configurations: TotpConfigurations;
  readonly history: TotpHistory;
  readonly spendOnce: SpendOnce;
  /** `hmac_key_otp`: the key of the history's digests. */
  readonly historyKey: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
}

/** How long a draft can be enrolled, in milliseconds (behaviour.md §6.5). */
export const totpDraftLifetimeMs = 600_000;

/** For how much longer than a step is good its use is remembered, should clocks go wrong. */
const marginMs = 86_400_000;

/** One-time passwords over the storage. A step is spent through `SpendOnce`, whichever instance is asked. */
export function createTotpFactor(options: TotpFactorOptions): TotpFactor {
  const { config, configurations, spendOnce, clock, random } = options;
  const preview = (username: string, draft: TotpDraft): TotpConfiguration => ({
    username,
    createdAtMs: clock.now(),
    lastUsedAtMs: undefined,
    issuer: config.issuer,
    algorithm: draft.algorithm,
    digits: draft.digits,
    period: draft.period,
    secret: Buffer.from(draft.secret, 'base64url'),
  });
  const spendDraft = ({ id }: TotpDraft) =>
    spendOnce.spend('totp-registration', id, clock.now() + totpDraftLifetimeMs + marginMs);
  return {
    config,
    preview,
    find: (username) => configurations.find(username),
    has: (username) => configurations.has(username),
    remove: (username) => configurations.remove(username),
    async check(username, token) {
      const configuration = await configurations.find(username);
      if (configuration === undefined || !(await isGood(options, configuration, token))) return false;
      await configurations.noteUse(username, clock.now());
      return true;
    },
    draft: (choice) => draftTotp(config, random, choice),
    async enrol(username, draft, token) {
      const configuration = preview(username, draft);
      const steps = matchingSteps(configuration, token, { nowMs: clock.now(), skew: config.skew });
      if (steps.length === 0 || !(await spendDraft(draft))) return false;
      await spendSteps(options, configuration, steps);
      await configurations.save(configuration);
      return true;
    },
    async discard(draft) {
      await spendDraft(draft);
    },
  };
}

async function isGood(
  options: TotpFactorOptions,
  configuration: TotpConfiguration,
  token: string,
): Promise<boolean> {
  const { config, clock } = options;
  const steps = matchingSteps(configuration, token, { nowMs: clock.now(), skew: config.skew });
  return steps.length > 0 && (await spendSteps(options, configuration, steps));
}

/** Whether none of the steps was spent; all of them are from now on. */
async function spendSteps(
  { config, history, historyKey, spendOnce, clock }: TotpFactorOptions,
  configuration: TotpConfiguration,
  steps: readonly number[],
): Promise<boolean> {
  if (config.disable_reuse_security_policy) return true;
  const { username, period } = configuration;
  let isFirst = true;
  for (const step of steps) {
    const digest = stepDigest(historyKey, configuration, step);
    const endsAtMs = (step + 1 + config.skew) * period * 1000 + marginMs;
    isFirst = (await spendOnce.spend('totp-step', digest, endsAtMs)) && isFirst;
    await history.add(username, digest, clock.now());
  }
  return isFirst;
}

/** The secret takes part, so that whoever enrols anew can use the new one within the same step. */
function stepDigest(key: Uint8Array, { username, secret }: TotpConfiguration, step: number): string {
  const text = JSON.stringify([username, step, secret.toString('base64')]);
  return createHmac('sha256', key).update(text).digest('hex');
}
