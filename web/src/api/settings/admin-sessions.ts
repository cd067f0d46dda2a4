import type { AdminSessionData, AdminSessionsData } from '../../../../shared/api/admin-sessions.ts';
import type { EndedSessionsData } from '../../../../shared/api/user-sessions.ts';
import { type Guard, isListOf, isNumber, isShape, isText, isYesOrNo } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import { isSession } from './sessions.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const path = 'api/admin/sessions';

const isOwned = isShape<Pick<AdminSessionData, 'username' | 'display_name'>>({
  username: isText,
  display_name: isText,
});
const isAdminSession: Guard<AdminSessionData> = (value): value is AdminSessionData =>
  isSession(value) && isOwned(value);

const isEnded = isShape<EndedSessionsData>({ ended: isNumber });

/** A user's sessions, or the newest of everybody where `user` is empty: `GET`. */
export function readSessionsOf(basePath: string, user: string): Promise<SettingsOutcome<AdminSessionsData>> {
  const query = user === '' ? '' : `?${new URLSearchParams({ user }).toString()}`;
  return askSettings({
    url: `${basePath}${path}${query}`,
    method: 'GET',
    isData: isShape<AdminSessionsData>({ sessions: isListOf(isAdminSession), is_listable: isYesOrNo }),
  });
}

/** Ends one session of a user, or all where no id is given: `DELETE`. */
export function endSessionsOf(
  basePath: string,
  user: string,
  id?: string,
): Promise<SettingsOutcome<EndedSessionsData>> {
  const ending = id === undefined ? '' : `/${encodeURIComponent(id)}`;
  return askSettings({
    url: `${basePath}${path}/${encodeURIComponent(user)}${ending}`,
    method: 'DELETE',
    isData: isEnded,
  });
}
