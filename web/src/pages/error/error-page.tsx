import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { SignOutForm } from '../../components/sign-out-form.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { errorWords } from './error-words.ts';

/** The error page: what happened, and what to do next. */
export function ErrorPage({ data, t }: PageProps) {
  const { title, text, action } = errorWords(data.problem);
  return (
    <Layout data={data} t={t} id="error-stage" title={t(title)}>
      <p class="text">
        <RichText text={t(text)} values={placesOf(data)} />
      </p>
      {data.problem === 'no-cookie-domain' && (
        <p class="text aside">
          <RichText
            text={t('error-no-cookie-domain-operator')}
            values={{ key: <HostName name="session.cookies" /> }}
          />
        </p>
      )}
      {data.problem === 'forbidden' && <OtherAccount data={data} t={t} />}
      {action !== undefined && (
        <div class="actions">
          <a class="button primary" href={portalUrl(data)}>
            {t(action)}
          </a>
        </div>
      )}
    </Layout>
  );
}

/** The ways on for somebody who may not open the target: another account, or the operator's help with the request's id. */
function OtherAccount({ data, t }: PageProps) {
  return (
    <>
      {data.requestId !== undefined && (
        <p class="text aside">
          <RichText text={t('reference')} values={{ id: <HostName name={data.requestId} /> }} />
        </p>
      )}
      <div class="actions">
        <SignOutForm data={data} t={t} label="sign-in-as-other" />
      </div>
    </>
  );
}

function placesOf({ targetHost, displayName, openIdError }: PageProps['data']) {
  return {
    code: <HostName name={openIdError ?? ''} />,
    host: <HostName name={targetHost ?? ''} />,
    name: <bdi class="person">{displayName ?? ''}</bdi>,
  };
}
