import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { TargetFields } from '../../components/target-fields.tsx';
import { UserNameField } from '../../components/user-name-field.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { useReset } from './use-reset.ts';

const noteId = 'reset-note';

/** Asks for the user name to which a link is mailed. What it says afterwards is the same whether there is such an account or not. */
export function ResetPasswordPage({ data, t }: PageProps) {
  const { state, form, onSubmit } = useReset(data);
  if (state.phase === 'done') return <LinkSent data={data} t={t} />;
  const { problem } = state;
  return (
    <Layout data={data} t={t} id="reset-password-step1-stage" title={t('reset-title')}>
      <form
        ref={form}
        class="form"
        method="post"
        action={`${data.basePath}reset-password/step1`}
        noValidate
        onSubmit={(event) => void onSubmit(event)}
      >
        <TargetFields data={data} />
        <p class="text">{t('reset-text')}</p>
        <UserNameField
          id="username-textfield"
          name="username"
          label={t('user-name')}
          value={data.username ?? ''}
          hasFocus
          isWrong={problem === 'missing-user-name'}
          noteId={noteId}
        />
        <WorkButton
          id="reset-button"
          label={t('send-link')}
          workLabel={t('sending')}
          isWorking={state.phase !== 'ready'}
        />
        <Note id={noteId} text={problem === undefined ? undefined : t(problem)} />
      </form>
      <div class="further">
        <a class="link" href={portalUrl(data)}>
          {t('to-sign-in')}
        </a>
      </div>
    </Layout>
  );
}

function LinkSent({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="reset-password-sent-stage" title={t('reset-sent-title')}>
      <div role="status">
        <p class="text">{t('reset-sent-text')}</p>
        <p class="text aside">{t('reset-sent-hint')}</p>
      </div>
      <div class="actions">
        <a class="button second" href={portalUrl(data)}>
          {t('to-sign-in')}
        </a>
      </div>
    </Layout>
  );
}
