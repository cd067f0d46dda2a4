import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { SignOutForm } from '../../components/sign-out-form.tsx';
import { TargetFields } from '../../components/target-fields.tsx';
import { wayOn } from '../../components/way-on.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { KeyButton } from '../../proof/key-button.tsx';
import { KnownUserName } from '../../proof/known-user-name.tsx';
import { useReauthentication } from './use-reauthentication.ts';

const noteId = 'reauthenticate-note';

/** Asks the person signed in for their password, or one of their keys, once more, for a target that wants a younger proof. The password works without script as well. */
export function ReauthenticatePage({ data, t }: PageProps) {
  const { password, key, onSubmit, onKey, words } = useReauthentication(data);
  const { state, form } = password;
  return (
    <Layout
      data={data}
      t={t}
      id="reauthenticate-stage"
      title={t('reauthenticate-title')}
      subtitle={wayOn({ data, t })}
    >
      <form
        ref={form}
        class="form"
        method="post"
        action={`${data.basePath}reauthenticate`}
        noValidate
        onSubmit={onSubmit}
      >
        <TargetFields data={data} />
        <p class="text">
          <RichText
            text={t('reauthenticate-text')}
            values={{ name: <bdi class="person">{data.displayName ?? ''}</bdi> }}
          />
        </p>
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
        <WorkButton
          id="confirm-button"
          label={t('confirm')}
          workLabel={t('confirming')}
          isWorking={state.phase !== 'ready'}
        />
        {data.canUsePasskey === true && (
          <KeyButton
            id="webauthn-button"
            label={t('use-key')}
            t={t}
            isWorking={key.state.phase !== 'ready'}
            onPress={onKey}
          />
        )}
        <Note id={noteId} text={words === undefined ? undefined : t(words)} />
      </form>
      <div class="further">
        <SignOutForm data={data} t={t} label="sign-in-as-other" isQuiet />
      </div>
    </Layout>
  );
}
