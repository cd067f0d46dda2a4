import type { RequestOrigin } from '../http/request-origin.ts';
import type { Log } from '../lib/log.ts';
import type { AttemptOutcome, Regulator } from '../regulation/regulator.ts';
import type { ProofType } from '../storage/authentication-log.ts';
import type { AttemptTarget } from './password-sign-in.ts';
import { tellAttempt } from './tell-attempt.ts';

/** Proofs that come after the first factor, or that take its place (a passkey). */
export type FurtherProof = Exclude<ProofType, '1FA'>;

/** Somebody known who tries to prove something further. */
export interface FurtherAttempt {
  /** Canonical: from the session, or from the credential that was shown; never from what was typed. */
  readonly username: string;
  readonly type: FurtherProof;
  readonly address: string | undefined;
  readonly origin: RequestOrigin;
  readonly target: AttemptTarget | undefined;
}

/** The one door for all proofs but the first password: ban check → verify → record → tell the log. */
export interface SecondFactorDoor {
  /**
   * Runs the check unless a ban forbids it. Whoever tries must not be told `wrong` and `banned` apart. Throws `AppError` where bans cannot
   * be known or failures not be counted.
   */
  attempt(attempt: FurtherAttempt, check: () => Promise<boolean>): Promise<AttemptOutcome>;
}

/** What the door needs. */
export interface SecondFactorDoorOptions {
  readonly regulator: Regulator;
  readonly log: Log;
  /** Hears of every attempt and what it took, for the metrics. */
  readonly onFurtherAttempt?: (type: FurtherProof, outcome: AttemptOutcome, durationMs: number) => void;
}

/** Opens the door. Failures count for bans like wrong passwords do (departures.md §4). */
export function createSecondFactorDoor({
  regulator,
  log,
  onFurtherAttempt,
}: SecondFactorDoorOptions): SecondFactorDoor {
  return {
    async attempt({ username, type, address, origin, target }, check) {
      const startedAtMs = performance.now();
      const regulated = {
        username,
        address,
        type,
        requestUri: target?.url ?? '',
        requestMethod: target?.method ?? '',
      };
      const outcome = await regulator.attempt(regulated, check);
      tellAttempt(log, { username, address, origin }, { username, outcome, factor: factorNames[type] });
      onFurtherAttempt?.(type, outcome, performance.now() - startedAtMs);
      return outcome;
    },
  };
}

/** The names that Authelia's log lines give them; the last is ours. */
const factorNames = {
  Passkey: 'Passkey',
  TOTP: 'TOTP',
  WebAuthn: 'WebAuthn',
  Duo: 'Duo',
  Password: 'Password',
  Recovery: 'Recovery',
  OTC: 'One-Time Code',
} as const satisfies Record<FurtherProof, string>;
