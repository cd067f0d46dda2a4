import type { SecurityEvent, SecurityEvents } from '../audit/security-events.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { ListedSession, Sessions } from '../session/sessions.ts';

/** An administrator at work: who, and from where. */
export type AdministratorAct = Required<Pick<SecurityEvent, 'by'>> &
  Pick<SecurityEvent, 'address' | 'rawUserAgent' | 'requestId' | 'domain' | 'language'>;

/** What administrators do with the sessions of others. Whether somebody is one is for the caller to make sure. */
export interface SessionAdministration {
  /** All sessions of a person, newest activity first. */
  list(username: string): Promise<readonly ListedSession[]>;
  /** The newest of everybody, at most `mostListed`; undefined where the session store cannot tell. */
  listNewest(): Promise<readonly ListedSession[] | undefined>;
  /** Ends the session of a person that has that public id; gives whether there was one. */
  end(username: string, id: string, act: AdministratorAct): Promise<boolean>;
  /** Ends all sessions of a person; gives how many. */
  endAll(username: string, act: AdministratorAct): Promise<number>;
}

/** How many sessions of everybody are listed. */
const mostListed = 100;

/** Sessions as administrators deal with them; what they end is told as a security event of the person whose session it was. */
export function createSessionAdministration({
  sessions,
  domains,
  securityEvents,
}: {
  readonly sessions: Sessions;
  readonly domains: readonly CookieDomainConfig[];
  readonly securityEvents: SecurityEvents;
}): SessionAdministration {
  const list = (username: string) => sessions.list(domains, username);
  return {
    list,
    listNewest: () => sessions.listNewest(domains, mostListed),
    async end(username, id, act) {
      const isEnded = await sessions.end(username, id);
      if (isEnded) await securityEvents.tell({ ...act, kind: 'session-ended', username, isSuccessful: true });
      return isEnded;
    },
    async endAll(username, act) {
      const ended = await sessions.endAll(username);
      if (ended === 0) return ended;
      const details = { ended: `${ended}` };
      await securityEvents.tell({ ...act, kind: 'sessions-ended', username, isSuccessful: true, details });
      return ended;
    },
  };
}
