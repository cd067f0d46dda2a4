import type { UserSessionData } from '../../../../../shared/api/user-sessions.ts';
import type { Translate } from '../../../i18n/translator.ts';
import type { Dates } from '../parts/dates.ts';

/** What is said of any session, the person's own or anyone's. */
export type ToldSession = Pick<
  UserSessionData,
  | 'browser'
  | 'system'
  | 'address'
  | 'cookie_domain'
  | 'signed_in_at'
  | 'last_seen_at'
  | 'level'
  | 'is_remembered'
>;

/** The browser and the system of a session: "Firefox on Linux". */
export function deviceWords(
  t: Translate,
  { browser, system }: Pick<ToldSession, 'browser' | 'system'>,
): string {
  if (browser !== '' && system !== '') return t('session-device', { browser, system });
  return browser || system || t('session-unknown-device');
}

/** What is to be said of a session besides its device, in the order of interest; the parts stand in one line. */
export function sessionWords(t: Translate, dates: Dates, session: ToldSession): readonly string[] {
  return [
    t('session-last-seen', { time: dates.ago(session.last_seen_at) }),
    session.address,
    t('session-signed-in', { day: dates.day(session.signed_in_at) }),
    session.level === 2 ? t('session-two-factors') : '',
    session.is_remembered ? t('session-remembered') : '',
    session.cookie_domain,
  ].filter((words) => words !== '');
}
