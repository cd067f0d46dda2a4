import type { OidcApplicationData } from '../../../../../shared/api/oidc-applications.ts';
import { WishList } from '../../../components/wish-list.tsx';
import { offlineScopes } from '../../../components/wish-words.ts';
import type { Translate } from '../../../i18n/translator.ts';
import type { Dates } from '../parts/dates.ts';

interface ApplicationRowProps {
  readonly t: Translate;
  readonly dates: Dates;
  readonly application: OidcApplicationData;
  readonly onRevoke: () => void;
}

/** One application: since when, for how long, what it was given in the words of the page that asked, and the way to take it back. */
export function ApplicationRow({ t, dates, application, onRevoke }: ApplicationRowProps) {
  const {
    client_description: name,
    since,
    stays_connected,
    remembered_until,
    claims,
    audience,
  } = application;
  // That it stays connected stands among the facts.
  const given = application.scopes.filter((scope) => !offlineScopes.includes(scope));
  const facts = [
    t('application-since', { day: dates.day(since) }),
    stays_connected ? t('application-connected') : '',
    remembered_until === undefined ? '' : t('application-remembered', { day: dates.day(remembered_until) }),
  ].filter((words) => words !== '');
  return (
    <li class="row">
      <div class="row-words">
        <p class="row-title">
          <bdi>{name}</bdi>
        </p>
        <p class="row-facts">
          {facts.map((words) => (
            <bdi class="fact" key={words}>
              {words}
            </bdi>
          ))}
        </p>
        <WishList t={t} scopes={given} claims={claims} audience={audience} isSmall />
      </div>
      <button
        class="button second small"
        type="button"
        aria-label={`${t('application-revoke')}: ${name}`}
        onClick={onRevoke}
      >
        {t('application-revoke')}
      </button>
    </li>
  );
}
