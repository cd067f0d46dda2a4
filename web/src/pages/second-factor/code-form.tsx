import type { ComponentChildren } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import type { SecondFactorName } from '../../../../shared/api/page.ts';
import { Note } from '../../components/note.tsx';
import { TargetFields } from '../../components/target-fields.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { MessageId } from '../../i18n/message-id.ts';
import type { PageProps } from '../../page-props.ts';
import { destinationOf } from '../../proof/destination-of.ts';
import type { ProofState } from '../../proof/proof-state.ts';
import { proofWords } from '../../proof/proof-words.ts';
import { sendProof } from '../../proof/send-proof.ts';
import { textOf, useProof } from '../../proof/use-proof.ts';
import { RememberDevice, rememberDeviceOf } from './remember-device.tsx';

interface CodeFormProps extends PageProps {
  readonly method: Extract<SecondFactorName, 'one-time-password' | 'recovery-code' | 'password'>;
  /** The endpoint, below `api/secondfactor/`, and the field of its body. */
  readonly endpoint: string;
  readonly field: string;
  readonly missing: MessageId;
  readonly wrong: MessageId;
  /** The input; what is typed may be sent by `submit` as well. */
  readonly children: (state: ProofState, submit: () => void) => ComponentChildren;
}

/** The id of the note of every form of this page. */
export const noteId = 'second-factor-note';

/** A form with one thing to type. It works without script as well: a POST to the page's own path, which answers with this page or a redirect. */
export function CodeForm({ data, t, method, endpoint, field, missing, wrong, children }: CodeFormProps) {
  const prove = useCallback(
    (form: FormData) =>
      sendProof(`${data.basePath}api/secondfactor/${endpoint}`, {
        [field]: textOf(form, field),
        ...destinationOf(data),
        ...rememberDeviceOf(form),
      }),
    [data, endpoint, field],
  );
  const ways = useMemo(() => ({ field, prove }), [field, prove]);
  const { state, form, submit, onSubmit } = useProof(data, ways);
  const words = proofWords(state.problem, { missing, wrong });
  return (
    <form
      ref={form}
      class="form"
      method="post"
      action={`${data.basePath}2fa/${method}`}
      noValidate
      onSubmit={onSubmit}
    >
      <TargetFields data={data} />
      {children(state, () => void submit())}
      <RememberDevice data={data} t={t} />
      <WorkButton
        id="confirm-button"
        label={t('confirm')}
        workLabel={t('confirming')}
        isWorking={state.phase !== 'ready'}
      />
      <Note id={noteId} text={words === undefined ? undefined : t(words)} />
    </form>
  );
}
