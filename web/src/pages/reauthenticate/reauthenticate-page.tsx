import { useMemo } from 'preact/hooks';
import type { ReauthenticateBody } from '../../../../shared/api/reauthenticate.ts';
import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { SignOutForm } from '../../components/sign-out-form.tsx';
import { TargetFields } from '../../components/target-fields.tsx';
import { wayOn } from '../../components/way-on.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { destinationOf } from '../../proof/destination-of.ts';
import { KnownUserName } from '../../proof/known-user-name.tsx';
import { proofWords } from '../../proof/proof-words.ts';
import { sendProof } from '../../proof/send-proof.ts';
import { textOf, useProof } from '../../proof/use-proof.ts';

const noteId = 'reauthenticate-note';

/** Asks the person signed in for their password once more, for a target that wants a younger proof. It works without script as well. */
export function ReauthenticatePage({ data, t }: PageProps) {
  const ways = useMemo(
    () => ({
      field: 'password',
      prove(form: FormData) {
        const body: ReauthenticateBody = { password: textOf(form, 'password'), ...destinationOf(data) };
        return sendProof(`${data.basePath}api/firstfactor/reauthenticate`, body);
      },
    }),
    [data],
  );
  const { state, form, onSubmit } = useProof(data, ways);
  const words = proofWords(state.problem, { missing: 'missing-password', wrong: 'wrong-password' });
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
        <Note id={noteId} text={words === undefined ? undefined : t(words)} />
      </form>
      <div class="further">
        <SignOutForm data={data} t={t} label="sign-in-as-other" isQuiet />
      </div>
    </Layout>
  );
}
