import { useCallback } from 'preact/hooks';
import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { TargetFields } from '../../components/target-fields.tsx';
import { UserNameField } from '../../components/user-name-field.tsx';
import { wayOn } from '../../components/way-on.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { KeyButton } from '../../proof/key-button.tsx';
import { proofWords } from '../../proof/proof-words.ts';
import { webUrl } from '../../web-url.ts';
import { isFieldWrong } from './sign-in-state.ts';
import { usePasskey } from './use-passkey.ts';
import { useSignIn } from './use-sign-in.ts';

const noteId = 'sign-in-note';
const passkeyWords = { missing: 'passkey-refused', wrong: 'passkey-refused' } as const;

/** The sign-in page. Its form works without script as well: a POST to `sign-in`, which answers with this page or with a redirect. */
export function SignInPage({ data, t }: PageProps) {
  const { state, form, onSubmit } = useSignIn(data);
  const isRemembered = useCallback(
    () => form.current !== null && new FormData(form.current).has('keepMeLoggedIn'),
    [form],
  );
  const passkey = usePasskey(data, isRemembered);
  const problem = state.problem ?? proofWords(passkey.state.problem, passkeyWords);
  const keepsUsername = data.username !== undefined && data.username !== '';
  return (
    <Layout
      data={data}
      t={t}
      id="first-factor-stage"
      title={t('sign-in-title')}
      subtitle={wayOn({ data, t })}
    >
      <form
        ref={form}
        class="form"
        method="post"
        action={`${data.basePath}sign-in`}
        noValidate
        onSubmit={onSubmit}
      >
        <TargetFields data={data} />
        {data.keptPath !== undefined && <input type="hidden" name="keptPath" value={data.keptPath} />}
        {data.userCode !== undefined && <input type="hidden" name="user_code" value={data.userCode} />}
        <UserNameField
          id="username-textfield"
          name="username"
          label={t('user-name')}
          value={data.username ?? ''}
          hasFocus={!keepsUsername}
          hasPasskeys={data.canUsePasskey === true}
          isWrong={isFieldWrong(state.problem, 'user-name')}
          noteId={noteId}
        />
        <PasswordField
          id="password-textfield"
          name="password"
          label={t('password')}
          t={t}
          hasFocus={keepsUsername}
          isWrong={isFieldWrong(state.problem, 'password')}
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
        {data.canUsePasskey === true && (
          <KeyButton
            id="passkey-sign-in-button"
            label={t('sign-in-with-passkey')}
            t={t}
            isWorking={passkey.state.phase !== 'ready'}
            onPress={() => void passkey.onPress()}
          />
        )}
        <Note id={noteId} text={problem === undefined ? undefined : t(problem)} />
      </form>
    </Layout>
  );
}

/** "Remember me" and "Forgot password?", each only where it is offered. */
function SignInOptions({ data, t }: PageProps) {
  if (!data.canBeRemembered && !data.canResetPassword) return null;
  const resetUrl = webUrl(data.resetPasswordUrl) ?? portalUrl(data, 'reset-password/step1');
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
