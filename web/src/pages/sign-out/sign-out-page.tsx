import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { webUrl } from '../../web-url.ts';
import { signOutFormId, useSignOut } from './use-sign-out.ts';

/** The sign-out page: asks, signs out, and goes on to the target or says that it is done. */
export function SignOutPage({ data, t }: PageProps) {
  const { state, onSubmit } = useSignOut(data);
  if (state.phase === 'done') return <SignedOut data={data} t={t} />;
  return (
    <Layout data={data} t={t} id="sign-out-stage" title={t('sign-out-title')}>
      {data.applicationName !== undefined && (
        <p class="text">
          <RichText
            text={t('sign-out-asked')}
            values={{ name: <bdi class="person">{data.applicationName}</bdi> }}
          />
        </p>
      )}
      <p class="text">{t('sign-out-text')}</p>
      <form
        class="form"
        id={signOutFormId}
        method="post"
        action={`${data.basePath}sign-out`}
        onSubmit={onSubmit}
      >
        {data.signOutRequest !== undefined && (
          <input type="hidden" name="request" value={data.signOutRequest} />
        )}
        {data.targetUrl !== undefined && <input type="hidden" name="targetURL" value={data.targetUrl} />}
        <WorkButton
          id="logout-button"
          label={t('sign-out')}
          workLabel={t('signing-out')}
          isWorking={state.phase !== 'asking'}
        />
        <a class="button second" href={data.basePath}>
          {t('stay-signed-in')}
        </a>
        <Note id="sign-out-note" text={state.problem === undefined ? undefined : t(state.problem)} />
      </form>
    </Layout>
  );
}

/** What is left to say and do once the session is over. */
function SignedOut({ data, t }: PageProps) {
  const targetUrl = webUrl(data.targetUrl);
  return (
    <Layout data={data} t={t} id="signed-out-stage" title={t('signed-out-title')}>
      <p class="text">{t('signed-out-text')}</p>
      <ApplicationFrames data={data} t={t} />
      <div class="actions">
        {targetUrl !== undefined && data.targetHost !== undefined && (
          <a class="button primary" href={targetUrl}>
            <span>
              <RichText text={t('continue')} values={{ host: <HostName name={data.targetHost} /> }} />
            </span>
          </a>
        )}
        <a class="button second" href={data.basePath}>
          {t('sign-in-again')}
        </a>
      </div>
    </Layout>
  );
}

/**
 * Loads what signs out of applications (OpenID Connect Front-Channel Logout §3), unseen. What they show can neither leave its frame nor open windows; where
 * they redirect to, the page's policy does not let the frame follow to another site.
 */
function ApplicationFrames({ data, t }: PageProps) {
  return (
    <div hidden>
      {data.frames?.map((address) => (
        <iframe
          key={address}
          src={address}
          title={t('signing-out')}
          sandbox="allow-scripts allow-same-origin"
          referrerpolicy="no-referrer"
        />
      ))}
    </div>
  );
}
