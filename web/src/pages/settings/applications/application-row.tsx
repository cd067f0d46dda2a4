import type { OidcApplicationData } from '../../../../../shared/api/oidc-applications.ts';
import { HostName } from '../../../components/host-name.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { offlineScopes, wishesOf } from '../../../components/wish-words.ts';
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
  const { client_description: name, since, stays_connected, remembered_until } = application;
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
        <GivenList t={t} application={application} />
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

/** What it was given. That it stays connected stands among the facts. */
function GivenList({ t, application }: Pick<ApplicationRowProps, 't' | 'application'>) {
  const { claims, audience } = application;
  const scopes = application.scopes.filter((scope) => !offlineScopes.includes(scope));
  const other = (text: string, name: string) => (
    <bdi class="fact" key={`${text} ${name}`}>
      <RichText text={text} values={{ name: <HostName name={name} /> }} />
    </bdi>
  );
  return (
    <p class="row-facts">
      {wishesOf({ scopes, claims }).map((wish) =>
        'words' in wish ? (
          <bdi class="fact" key={wish.words}>
            {t(wish.words)}
          </bdi>
        ) : (
          other(t('consent-other'), wish.name)
        ),
      )}
      {audience.map((name) => other(t('consent-audience'), name))}
    </p>
  );
}
