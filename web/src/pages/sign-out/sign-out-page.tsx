import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { webUrl } from '../../web-url.ts';
import { useSignOut } from './use-sign-out.ts';

/** The sign-out page: asks, signs out, and goes on to the target or says that it is done. */
export function SignOutPage({ data, t }: PageProps) {
  const { state, onSubmit } = useSignOut(data);
  if (state.phase === 'done') return <SignedOut data={data} t={t} />;
  return (
    <Layout data={data} t={t} id="sign-out-stage" title={t('sign-out-title')}>
      <p class="text">{t('sign-out-text')}</p>
      <form class="form" method="post" action={`${data.basePath}sign-out`} onSubmit={onSubmit}>
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
