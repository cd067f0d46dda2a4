import type { ElevationStartedData } from '../../../../shared/api/elevation.ts';
import { isAnything, isShape, isText } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const path = 'api/user/session/elevation';

/** Has a one-time code mailed to the person: `POST` (behaviour.md §1.5). */
export function mailCode(basePath: string): Promise<SettingsOutcome<ElevationStartedData>> {
  return askSettings({
    url: `${basePath}${path}`,
    method: 'POST',
    isData: isShape<ElevationStartedData>({ delete_id: isText }),
  });
}

/** Gives the code back: `PUT`. Refused where it is not the right one any more. */
export function redeemCode(basePath: string, code: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({ url: `${basePath}${path}`, method: 'PUT', body: { otc: code }, isData: isAnything });
}

/** Makes a mailed code worthless: `DELETE`. */
export function revokeCode(basePath: string, deleteId: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({
    url: `${basePath}${path}/${encodeURIComponent(deleteId)}`,
    method: 'DELETE',
    isData: isAnything,
  });
}
