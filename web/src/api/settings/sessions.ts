import type {
  EndedSessionsData,
  UserSessionData,
  UserSessionsData,
} from '../../../../shared/api/user-sessions.ts';
import { type Guard, isAnything, isListOf, isNumber, isShape, isText, isYesOrNo } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const path = 'api/user/sessions';

const isLevel: Guard<1 | 2> = (value): value is 1 | 2 => value === 1 || value === 2;

/** One session as the API lists it. */
export const isSession = isShape<UserSessionData>({
  id: isText,
  is_current: isYesOrNo,
  browser: isText,
  system: isText,
  address: isText,
  cookie_domain: isText,
  signed_in_at: isText,
  last_seen_at: isText,
  ends_at: isText,
  level: isLevel,
  is_remembered: isYesOrNo,
});

/** The person's sessions, newest activity first: `GET`. */
export function readSessions(basePath: string): Promise<SettingsOutcome<UserSessionsData>> {
  return askSettings({
    url: `${basePath}${path}`,
    method: 'GET',
    isData: isShape<UserSessionsData>({ sessions: isListOf(isSession) }),
  });
}

/** Ends one: `DELETE …/{id}`. */
export function endSession(basePath: string, id: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({
    url: `${basePath}${path}/${encodeURIComponent(id)}`,
    method: 'DELETE',
    isData: isAnything,
  });
}

/** Ends all but the one that asks: `DELETE`. */
export function endOtherSessions(basePath: string): Promise<SettingsOutcome<EndedSessionsData>> {
  return askSettings({
    url: `${basePath}${path}`,
    method: 'DELETE',
    isData: isShape<EndedSessionsData>({ ended: isNumber }),
  });
}
