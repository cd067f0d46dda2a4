import type {
  TotpData,
  TotpOptionsData,
  TotpRegistrationBody,
  TotpRegistrationData,
} from '../../../../shared/api/totp.ts';
import { isAnything, isListOf, isNumber, isOneOf, isOptional, isShape, isText } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import { type EnrolledData, isEnrolledData } from './recovery-codes.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const path = 'api/secondfactor/totp';
const isAlgorithm = isOneOf('SHA1', 'SHA256', 'SHA512');

/** The authenticator app that is set up; undefined where there is none: `GET` (behaviour.md §1.6). */
export async function readTotp(basePath: string): Promise<SettingsOutcome<TotpData | undefined>> {
  const outcome = await askSettings({
    url: `${basePath}${path}`,
    method: 'GET',
    isData: isShape<TotpData>({
      created_at: isText,
      last_used_at: isOptional(isText),
      issuer: isText,
      algorithm: isAlgorithm,
      digits: isNumber,
      period: isNumber,
    }),
  });
  return outcome.kind === 'refused' && outcome.status === 404 ? { kind: 'done', data: undefined } : outcome;
}

/** What may be chosen for a new one: `GET …/register`. */
export function readTotpOptions(basePath: string): Promise<SettingsOutcome<TotpOptionsData>> {
  return askSettings({
    url: `${basePath}${path}/register`,
    method: 'GET',
    isData: isShape<TotpOptionsData>({
      algorithm: isAlgorithm,
      algorithms: isListOf(isAlgorithm),
      length: isNumber,
      lengths: isListOf(isNumber),
      period: isNumber,
      periods: isListOf(isNumber),
    }),
  });
}

/** Makes a new secret, which counts only once it is confirmed: `PUT …/register`. */
export function beginTotp(
  basePath: string,
  body: TotpRegistrationBody,
): Promise<SettingsOutcome<TotpRegistrationData>> {
  return askSettings({
    url: `${basePath}${path}/register`,
    method: 'PUT',
    body,
    isData: isShape<TotpRegistrationData>({
      base32_secret: isText,
      otpauth_url: isText,
      qr_path: isText,
      qr_size: isNumber,
    }),
  });
}

/** Confirms it with its first code: `POST …/register`. */
export function confirmTotp(basePath: string, token: string): Promise<SettingsOutcome<EnrolledData>> {
  return askSettings({
    url: `${basePath}${path}/register`,
    method: 'POST',
    body: { token },
    isData: isEnrolledData,
  });
}

/** Forgets a secret that was not confirmed: `DELETE …/register`. */
export function dropTotp(basePath: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({ url: `${basePath}${path}/register`, method: 'DELETE', isData: isAnything });
}

/** Removes the authenticator app: `DELETE`. */
export function removeTotp(basePath: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({ url: `${basePath}${path}`, method: 'DELETE', isData: isAnything });
}
