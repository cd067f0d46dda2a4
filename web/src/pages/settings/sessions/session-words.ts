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

/**
 * What is to be said of a session besides its device, in the order of interest; the parts stand in one line. The
 * domain is told only where there are several.
 */
export function sessionWords(
  t: Translate,
  dates: Dates,
  session: ToldSession,
  isDomainTold: boolean,
): readonly string[] {
  return [
    t('session-last-seen', { time: dates.ago(session.last_seen_at) }),
    session.address,
    t('session-signed-in', { day: dates.day(session.signed_in_at) }),
    session.level === 2 ? t('session-two-factors') : '',
    session.is_remembered ? t('session-remembered') : '',
    isDomainTold ? session.cookie_domain : '',
  ].filter((words) => words !== '');
}

/** Whether sessions are of several cookie domains, so that it matters which. */
export function areOfSeveralDomains(sessions: readonly Pick<ToldSession, 'cookie_domain'>[]): boolean {
  return new Set(sessions.map(({ cookie_domain }) => cookie_domain)).size > 1;
}
