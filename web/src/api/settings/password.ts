import type { ChangePasswordBody } from '../../../../shared/api/password.ts';
import { isAnything } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

/** Sets a new password: `POST api/change-password` (behaviour.md §1.7). */
export function changePassword(
  basePath: string,
  body: ChangePasswordBody,
): Promise<SettingsOutcome<unknown>> {
  return askSettings({
    url: `${basePath}api/change-password`,
    method: 'POST',
    body,
    isData: isAnything,
  });
}
