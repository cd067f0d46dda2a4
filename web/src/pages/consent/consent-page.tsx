import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { RichText } from '../../components/rich-text.tsx';
import type { MessageId } from '../../i18n/message-id.ts';
import type { PageProps } from '../../page-props.ts';

/** What the standard scopes mean to people. */
const scopeTexts: Readonly<Record<string, MessageId>> = {
  openid: 'consent-openid',
  profile: 'consent-profile',
  email: 'consent-email',
  phone: 'consent-phone',
  address: 'consent-address',
  groups: 'consent-groups',
  offline_access: 'consent-offline',
  offline: 'consent-offline',
  'authelia.bearer.authz': 'consent-bearer',
};

/** The page that asks whether an application may know what it wants to know. A plain form: it needs no script. */
export function ConsentPage({ data, t }: PageProps) {
  const { consent, flowId = '', displayName = '' } = data;
  if (consent === undefined) return null;
  const client = <bdi class="person">{consent.clientName}</bdi>;
  const person = <bdi class="person">{displayName}</bdi>;
  return (
    <Layout
      data={data}
      t={t}
      id="openid-consent-decision-stage"
      title={t('consent-title')}
      subtitle={<RichText text={t('signed-in-as')} values={{ name: person }} />}
    >
      <p class="text">
        <RichText text={t('consent-text')} values={{ name: client }} />
      </p>
      <Wishes data={data} t={t} />
      <form class="form" method="post" action={`${data.basePath}consent/openid/decision`}>
        <input type="hidden" name="flow_id" value={flowId} />
        <input type="hidden" name="client_id" value={consent.clientId} />
        {consent.canBeRemembered && (
          <label class="check">
            <input id="openid-consent-remember" type="checkbox" name="pre_configure" value="true" />
            {t('consent-remember')}
          </label>
        )}
        <button
          class="button primary"
          id="openid-consent-accept"
          type="submit"
          name="decision"
          value="accept"
        >
          {t('consent-accept')}
        </button>
        <button class="button second" id="openid-consent-deny" type="submit" name="decision" value="deny">
          {t('consent-deny')}
        </button>
      </form>
    </Layout>
  );
}

/** What is asked for, each in words; names that nobody gave words are shown as they are. */
function Wishes({ data, t }: PageProps) {
  const { scopes = [], audience = [], claims = [] } = data.consent ?? {};
  return (
    <ul class="text">
      {scopes.map((scope) => {
        const text = scopeTexts[scope];
        return <li key={scope}>{text === undefined ? <Other name={scope} t={t} /> : t(text)}</li>;
      })}
      {audience.map((name) => (
        <li key={`audience ${name}`}>
          <Other name={name} t={t} />
        </li>
      ))}
      {claims.map((claim) => (
        <li key={`claim ${claim}`}>
          <Other name={claim} t={t} />
        </li>
      ))}
    </ul>
  );
}

function Other({ name, t }: { readonly name: string; readonly t: PageProps['t'] }) {
  return <RichText text={t('consent-other')} values={{ name: <HostName name={name} /> }} />;
}
