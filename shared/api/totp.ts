import type { SecondFactorBody } from './second-factor.ts';

/** `GET /api/secondfactor/totp` (behaviour.md §1.6): the configuration without its secret. Times are RFC 3339. */
export interface TotpData {
  readonly created_at: string;
  readonly last_used_at?: string;
  readonly issuer: string;
  readonly algorithm: TotpAlgorithm;
  readonly digits: number;
  /** Seconds. */
  readonly period: number;
}

/** The digests of RFC 6238. */
export type TotpAlgorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** `POST /api/secondfactor/totp`. */
export interface TotpSignInBody extends SecondFactorBody {
  readonly token: string;
}

/** `GET /api/secondfactor/totp/register`: what may be chosen, and what is chosen unless one says otherwise. */
export interface TotpOptionsData {
  readonly algorithm: TotpAlgorithm;
  readonly algorithms: readonly TotpAlgorithm[];
  readonly length: number;
  readonly lengths: readonly number[];
  readonly period: number;
  readonly periods: readonly number[];
}

/** `PUT /api/secondfactor/totp/register`. */
export interface TotpRegistrationBody {
  readonly algorithm: TotpAlgorithm;
  readonly length: number;
  readonly period: number;
}

/** The new secret, shown this once. */
export interface TotpRegistrationData {
  readonly base32_secret: string;
  readonly otpauth_url: string;
  /** The QR code of `otpauth_url`, drawn by us: dark modules as the `d` of an SVG path on a square of `qr_size` modules, quiet zone included. */
  readonly qr_path: string;
  readonly qr_size: number;
}

/** `POST /api/secondfactor/totp/register`: the first token of the new secret. */
export interface TotpConfirmationBody {
  readonly token: string;
}

/** What that answers: recovery codes where these were the person's first second factor, shown this once. */
export interface TotpConfirmedData {
  readonly recovery_codes?: readonly string[];
}
