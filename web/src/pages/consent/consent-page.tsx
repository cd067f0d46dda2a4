import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { WishList } from '../../components/wish-list.tsx';
import type { PageProps } from '../../page-props.ts';

/** The page that asks whether an application may know what it wants to know. A plain form: it needs no script. */
export function ConsentPage({ data, t }: PageProps) {
  const { consent, displayName = '' } = data;
  if (consent === undefined) return null;
  const client = <bdi class="person">{consent.clientName}</bdi>;
  const person = <bdi class="person">{displayName}</bdi>;
  return (
    <Layout
      data={data}
      t={t}
      id="openid-consent-decision-stage"
      title={t('consent-title')}
      subtitle={<RichText text={t('consent-text')} values={{ name: client }} />}
    >
      <WishList t={t} scopes={consent.scopes} claims={consent.claims} audience={consent.audience} />
      <p class="text" id="openid-consent-person">
        <RichText text={t('consent-person')} values={{ name: person }} />
      </p>
      <WhereTo data={data} t={t} />
      <Decision data={data} t={t} />
    </Layout>
  );
}

/** Where what is agreed to goes: back to a host, or to a device, which may be somebody else's (RFC 8628 §5.4). */
function WhereTo({ data, t }: PageProps) {
  const { userCode, redirectHost } = data.consent ?? {};
  if (userCode !== undefined) {
    return (
      <>
        <p class="text" id="openid-consent-device">
          <RichText text={t('consent-device')} values={{ code: <UserCode code={userCode} /> }} />
        </p>
        <p class="text advice">
          <strong>{t('consent-device-advice')}</strong>
        </p>
      </>
    );
  }
  if (redirectHost === undefined) return null;
  return (
    <p class="text" id="openid-consent-redirect">
      <RichText text={t('consent-redirect')} values={{ host: <HostName name={redirectHost} /> }} />
    </p>
  );
}

/** As the device shows it: in one piece, from left to right. */
function UserCode({ code }: { readonly code: string }) {
  return (
    <bdi class="user-code" dir="ltr">
      {code}
    </bdi>
  );
}

function Decision({ data, t }: PageProps) {
  const { flowId = '', consent } = data;
  return (
    <form class="form" method="post" action={`${data.basePath}consent/openid/decision`}>
      <input type="hidden" name="flow_id" value={flowId} />
      <input type="hidden" name="client_id" value={consent?.clientId} />
      {consent?.canBeRemembered && (
        <label class="check">
          <input id="openid-consent-remember" type="checkbox" name="pre_configure" value="true" />
          {t('consent-remember')}
        </label>
      )}
      <button class="button primary" id="openid-consent-accept" type="submit" name="decision" value="accept">
        {t('consent-accept')}
      </button>
      <button class="button second" id="openid-consent-deny" type="submit" name="decision" value="deny">
        {t('consent-deny')}
      </button>
    </form>
  );
}
