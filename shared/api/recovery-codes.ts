import type { SecondFactorBody } from './second-factor.ts';

/** `GET /api/secondfactor/recovery-codes` (new): how many are left; never the codes. */
export interface RecoveryCodesData {
  readonly left: number;
  /** RFC 3339; absent where there never were any. */
  readonly created_at?: string;
}

/** `POST /api/secondfactor/recovery-codes` (needs elevation): ten new ones, shown this once; those of before are worth nothing. */
export interface NewRecoveryCodesData {
  readonly codes: readonly string[];
}

/** `POST /api/secondfactor/recovery-code`: proves the second factor and spends the code. Case, spaces and dashes do not matter. */
export interface RecoveryCodeBody extends SecondFactorBody {
  readonly code: string;
}
