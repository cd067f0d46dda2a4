import type { AdminSessionData, AdminSessionsData } from '../../../../../shared/api/admin-sessions.ts';
import { createDates } from '../parts/dates.ts';
import type { SectionProps } from '../section-props.ts';
import { SessionRow } from '../sessions/session-row.tsx';
import { areOfSeveralDomains } from '../sessions/session-words.ts';
import type { AskedOfUser } from './asked-of-user.ts';

interface PeopleSessionsProps extends SectionProps, AdminSessionsData {
  /** Who was looked for; empty for everybody. */
  readonly user: string;
  readonly onAsk: (asked: AskedOfUser) => void;
}

/** Sessions by the people whose they are. */
export function PeopleSessions({ data, t, sessions, is_listable, user, onAsk }: PeopleSessionsProps) {
  if (sessions.length === 0) {
    const none = user === '' && !is_listable ? 'admin-name-needed' : 'admin-none';
    return (
      <p class="text aside" role="status">
        {t(none)}
      </p>
    );
  }
  const dates = createDates(data.language, Date.now);
  return (
    <>
      {byPerson(sessions).map(({ username, displayName, own }) => (
        <div class="person-sessions" key={username}>
          <div class="row-head">
            <h3 class="person-name">
              <bdi>{displayName}</bdi> <bdi class="aside">{username}</bdi>
            </h3>
            <button
              class="button second small"
              type="button"
              aria-label={`${t('admin-end-all')}: ${username}`}
              onClick={() => onAsk({ kind: 'all', username })}
            >
              {t('admin-end-all')}
            </button>
          </div>
          <ul class="rows">
            {own.map((session) => (
              <SessionRow
                key={session.id}
                t={t}
                dates={dates}
                session={session}
                isCurrent={session.is_current}
                isDomainTold={areOfSeveralDomains(sessions)}
                action={t('sign-out')}
                onAct={() => onAsk({ kind: 'one', session })}
              />
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

interface Person {
  readonly username: string;
  readonly displayName: string;
  readonly own: AdminSessionData[];
}

/** In the order in which they come: whoever was active last is first. */
function byPerson(sessions: readonly AdminSessionData[]): readonly Person[] {
  const people = new Map<string, Person>();
  for (const session of sessions) {
    const { username, display_name: displayName } = session;
    const person = people.get(username) ?? { username, displayName, own: [] };
    people.set(username, person);
    person.own.push(session);
  }
  return [...people.values()];
}
