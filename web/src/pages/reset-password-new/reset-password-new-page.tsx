import { useState } from 'preact/hooks';
import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { PasswordHints } from '../../components/password-hints.tsx';
import { TargetFields } from '../../components/target-fields.tsx';
import { wayOn } from '../../components/way-on.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { isOfFirstField, useNewPassword } from './use-new-password.ts';

const noteId = 'new-password-note';
const hintId = 'new-password-rules';

/** Where the link in the mail leads: the new password, twice. It works without script as well. */
export function ResetPasswordNewPage({ data, t }: PageProps) {
  const { state, form, onSubmit, words } = useNewPassword(data);
  const [password, setPassword] = useState('');
  if (state.phase === 'done') return <PasswordSet data={data} t={t} />;
  const { problem } = state;
  if (problem === 'link-not-valid' || data.link === undefined) return <DeadLink data={data} t={t} />;
  const isSending = state.phase !== 'ready';
  return (
    <Layout
      data={data}
      t={t}
      id="reset-password-step2-stage"
      title={t('new-password-title')}
      subtitle={wayOn({ data, t })}
    >
      <form
        ref={form}
        class="form"
        method="post"
        action={`${data.basePath}reset-password/step2`}
        noValidate
        onSubmit={(event) => void onSubmit(event)}
      >
        <TargetFields data={data} />
        <input type="hidden" name="token" value={data.link.token} />
        <PasswordField
          id="password1-textfield"
          name="password1"
          label={t('new-password')}
          t={t}
          purpose="new"
          hasFocus
          isWrong={problem !== undefined && isOfFirstField(problem)}
          noteId={noteId}
          hintId={hintId}
          isSending={isSending}
          onInput={setPassword}
        />
        <PasswordHints id={hintId} policy={data.passwordPolicy} password={password} t={t} />
        <PasswordField
          id="password2-textfield"
          name="password2"
          label={t('repeat-password')}
          t={t}
          purpose="new"
          hasFocus={false}
          isWrong={problem === 'passwords-differ'}
          noteId={noteId}
          isSending={isSending}
        />
        <WorkButton
          id="reset-button"
          label={t('set-password')}
          workLabel={t('setting-password')}
          isWorking={isSending}
        />
        <Note id={noteId} text={problem === undefined ? undefined : t(problem, { words })} />
      </form>
    </Layout>
  );
}

function PasswordSet({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="reset-password-done-stage" title={t('password-set-title')}>
      <p class="text" role="status">
        {t('password-set-text')}
      </p>
      <div class="actions">
        <a class="button primary" href={portalUrl(data)}>
          {t('sign-in')}
        </a>
      </div>
    </Layout>
  );
}

function DeadLink({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="reset-password-dead-stage" title={t('dead-link-title')}>
      <p class="text" role="alert">
        {t('link-not-valid')}
      </p>
      <div class="actions">
        <a class="button primary" href={portalUrl(data, 'reset-password/step1')}>
          {t('new-link')}
        </a>
      </div>
    </Layout>
  );
}
