import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { SignOutForm } from '../../components/sign-out-form.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { webUrl } from '../../web-url.ts';

/** The page for someone who is signed in already: who they are, where they can go, and the way out. */
export function SignedInPage({ data, t }: PageProps) {
  const targetUrl = webUrl(data.targetUrl);
  const canContinue = targetUrl !== undefined && data.targetHost !== undefined;
  return (
    <Layout
      data={data}
      t={t}
      hasAccountMenu={data.displayName !== undefined}
      id="authenticated-stage"
      title={t('signed-in-title')}
      {...(data.displayName !== undefined && {
        subtitle: (
          <RichText
            text={t('signed-in-as')}
            values={{ name: <bdi class="person">{data.displayName}</bdi> }}
          />
        ),
      })}
    >
      <p class="text">{t(canContinue ? 'signed-in-continue-text' : 'signed-in-text')}</p>
      <div class="actions">
        {canContinue && (
          <a class="button primary" href={targetUrl}>
            <span>
              <RichText text={t('continue')} values={{ host: <HostName name={data.targetHost ?? ''} /> }} />
            </span>
          </a>
        )}
        <a class="button second" href={portalUrl(data, 'settings')}>
          {t('account-settings')}
        </a>
        <SignOutForm data={data} t={t} />
      </div>
    </Layout>
  );
}
