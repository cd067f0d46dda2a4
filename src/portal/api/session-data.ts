import type { UserSessionData } from '../../../shared/api/user-sessions.ts';
import { levelOf } from '../../session/level.ts';
import type { ListedSession } from '../../session/sessions.ts';

/** A session as the API tells of it; `currentId` is the public id of the session that asks. */
export function sessionData({ session, endsAtMs }: ListedSession, currentId: string): UserSessionData {
  const { id, device, signInAddress, lastSeenAddress, methods } = session;
  return {
    id,
    is_current: id === currentId,
    browser: device?.browser ?? '',
    system: device?.system ?? '',
    address: lastSeenAddress ?? signInAddress ?? '',
    cookie_domain: session.cookieDomain,
    signed_in_at: new Date(session.signedInAtMs).toISOString(),
    last_seen_at: new Date(session.lastActivityAtMs).toISOString(),
    ends_at: new Date(endsAtMs).toISOString(),
    level: levelOf(methods) === 2 ? 2 : 1,
    is_remembered: session.isRemembered,
  };
}
