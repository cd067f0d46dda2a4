import type { NewRecoveryCodesData, RecoveryCodesData } from '../../../../shared/api/recovery-codes.ts';
import { type Guard, isListOf, isNumber, isOptional, isShape, isText } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const path = 'api/secondfactor/recovery-codes';

/** How many are left: `GET`. */
export function readRecoveryCodes(basePath: string): Promise<SettingsOutcome<RecoveryCodesData>> {
  return askSettings({
    url: `${basePath}${path}`,
    method: 'GET',
    isData: isShape<RecoveryCodesData>({ left: isNumber, created_at: isOptional(isText) }),
  });
}

/** Makes new ones, shown this once: `POST`. */
export function makeRecoveryCodes(basePath: string): Promise<SettingsOutcome<NewRecoveryCodesData>> {
  return askSettings({
    url: `${basePath}${path}`,
    method: 'POST',
    isData: isShape<NewRecoveryCodesData>({ codes: isListOf(isText) }),
  });
}

/** What the confirmation of a new factor answers: nothing, or the recovery codes that come with the first one. */
export type EnrolledData = undefined | { readonly recovery_codes?: readonly string[] | undefined };

const isWithCodes = isShape<Exclude<EnrolledData, undefined>>({
  recovery_codes: isOptional(isListOf(isText)),
});

/** Whether it is that. */
export const isEnrolledData: Guard<EnrolledData> = (value): value is EnrolledData =>
  value === undefined || isWithCodes(value);
