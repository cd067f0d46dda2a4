import { PasswordField } from '../../components/password-field.tsx';
import type { PageProps } from '../../page-props.ts';
import { KnownUserName } from '../../proof/known-user-name.tsx';
import { CodeForm, noteId } from './code-form.tsx';

/** The password of somebody who signed in by a passkey: what they know, after what they have. */
export function PasswordAgain({ data, t }: PageProps) {
  return (
    <CodeForm
      data={data}
      t={t}
      method="password"
      endpoint="password"
      field="password"
      missing="missing-password"
      wrong="wrong-password"
    >
      {(state) => (
        <>
          <p class="text">{t('password-after-passkey')}</p>
          <KnownUserName username={data.username} />
          <PasswordField
            id="password-textfield"
            name="password"
            label={t('password')}
            t={t}
            hasFocus
            isWrong={state.problem === 'wrong' || state.problem === 'missing'}
            noteId={noteId}
            isSending={state.phase !== 'ready'}
          />
        </>
      )}
    </CodeForm>
  );
}
