import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { useRevoke } from './use-revoke.ts';

/** On which somebody says that a mail was not asked for by them. Only the button does anything: programs that look at mails open links. */
export function RevokePage({ data, t }: PageProps) {
  const { state, onSubmit } = useRevoke(data);
  if (state.phase === 'done') return <Revoked data={data} t={t} />;
  const { link } = data;
  const isCode = link?.purpose === 'revoke-one-time-code';
  if (link === undefined || state.problem === 'revoke-refused') return <NothingLeft data={data} t={t} />;
  return (
    <Layout data={data} t={t} id="revoke-stage" title={t('revoke-title')}>
      <p class="text">{t(isCode ? 'revoke-code-text' : 'revoke-link-text')}</p>
      <form
        class="form"
        method="post"
        action={`${data.basePath}revoke/${isCode ? 'one-time-code' : 'reset-password'}`}
        onSubmit={(event) => void onSubmit(event)}
      >
        <input type="hidden" name={isCode ? 'id' : 'token'} value={link.token} />
        <WorkButton
          id="revoke-button"
          label={t(isCode ? 'revoke-code' : 'revoke-link')}
          workLabel={t('revoking')}
          isWorking={state.phase !== 'ready'}
        />
        <Note id="revoke-note" text={state.problem === undefined ? undefined : t(state.problem)} />
      </form>
    </Layout>
  );
}

function Revoked({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="revoked-stage" title={t('revoked-title')}>
      <p class="text" role="status">
        {t('revoked-text')}
      </p>
      <ToSignIn data={data} t={t} />
    </Layout>
  );
}

function NothingLeft({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="revoke-refused-stage" title={t('dead-link-title')}>
      <p class="text" role="alert">
        {t('revoke-refused')}
      </p>
      <ToSignIn data={data} t={t} />
    </Layout>
  );
}

function ToSignIn({ data, t }: PageProps) {
  return (
    <div class="actions">
      <a class="button second" href={portalUrl(data)}>
        {t('to-sign-in')}
      </a>
    </div>
  );
}
