import { FlowFields } from '../../components/flow-fields.tsx';
import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { UserNameField } from '../../components/user-name-field.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { webUrl } from '../../web-url.ts';
import { isFieldWrong } from './sign-in-state.ts';
import { useSignIn } from './use-sign-in.ts';

const noteId = 'sign-in-note';

/** The sign-in page. Its form works without script as well: a POST to `sign-in`, which answers with this page or with a redirect. */
export function SignInPage({ data, t }: PageProps) {
  const { state, form, onSubmit } = useSignIn(data);
  const { problem } = state;
  const keepsUsername = data.username !== undefined && data.username !== '';
  return (
    <Layout
      data={data}
      t={t}
      id="first-factor-stage"
      title={t('sign-in-title')}
      {...(data.targetHost !== undefined && {
        subtitle: <RichText text={t('continue-to')} values={{ host: <HostName name={data.targetHost} /> }} />,
      })}
    >
      <form
        ref={form}
        class="form"
        method="post"
        action={`${data.basePath}sign-in`}
        noValidate
        onSubmit={onSubmit}
      >
        {data.targetUrl !== undefined && <input type="hidden" name="targetURL" value={data.targetUrl} />}
        {data.requestMethod !== undefined && (
          <input type="hidden" name="requestMethod" value={data.requestMethod} />
        )}
        <FlowFields data={data} />
        <UserNameField
          id="username-textfield"
          name="username"
          label={t('user-name')}
          value={data.username ?? ''}
          hasFocus={!keepsUsername}
          isWrong={isFieldWrong(problem, 'user-name')}
          noteId={noteId}
        />
        <PasswordField
          id="password-textfield"
          name="password"
          label={t('password')}
          t={t}
          hasFocus={keepsUsername}
          isWrong={isFieldWrong(problem, 'password')}
          noteId={noteId}
          isSending={state.phase !== 'ready'}
        />
        <SignInOptions data={data} t={t} />
        <WorkButton
          id="sign-in-button"
          label={t('sign-in')}
          workLabel={t('signing-in')}
          isWorking={state.phase !== 'ready'}
        />
        <Note id={noteId} text={problem === undefined ? undefined : t(problem)} />
      </form>
    </Layout>
  );
}

/** "Remember me" and "Forgot password?", each only where it is offered. */
function SignInOptions({ data, t }: PageProps) {
  if (!data.canBeRemembered && !data.canResetPassword) return null;
  const resetUrl = webUrl(data.resetPasswordUrl) ?? `${data.basePath}reset-password/step1`;
  return (
    <div class="options">
      {data.canBeRemembered && (
        <label class="check">
          <input
            id="remember-checkbox"
            type="checkbox"
            name="keepMeLoggedIn"
            value="true"
            defaultChecked={data.isRememberTicked === true}
          />
          {t('remember-me')}
        </label>
      )}
      {data.canResetPassword && (
        <a class="link recover" id="reset-password-button" href={resetUrl}>
          {t('forgot-password')}
        </a>
      )}
    </div>
  );
}
