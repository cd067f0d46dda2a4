import { HOTP, Secret } from 'otpauth';
import { isSameSecret } from '../../lib/constant-time.ts';
import type { TotpConfiguration } from '../../storage/totp-configurations.ts';

/** What a one-time password is computed from. */
export type TotpKey = Pick<TotpConfiguration, 'secret' | 'algorithm' | 'digits' | 'period'>;

/** The moment, and how many periods before and after it count as now. */
export interface TotpWindow {
  readonly nowMs: number;
  readonly skew: number;
}

/** The one-time password of a step, a step being `period` seconds since 1970 UTC (RFC 6238 §4.2). */
export function totpCode({ secret, algorithm, digits }: TotpKey, step: number): string {
  return HOTP.generate({ secret: otpSecret(secret), algorithm, digits, counter: step });
}

/** The steps of the window whose one-time password is that token. All are compared, in a time that does not tell which of them it was. */
export function matchingSteps(key: TotpKey, token: string, { nowMs, skew }: TotpWindow): readonly number[] {
  const current = Math.floor(nowMs / 1000 / key.period);
  const first = Math.max(0, current - skew);
  const steps = Array.from({ length: current + skew - first + 1 }, (_, index) => first + index);
  return steps.filter((step) => isSameSecret(totpCode(key, step), token));
}

/** The key in the form of the library, which must be given a buffer of its own. */
export function otpSecret(secret: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(secret).buffer });
}
