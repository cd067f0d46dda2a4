import { useMemo } from 'preact/hooks';
import { Note } from '../../components/note.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { destinationOf } from '../../proof/destination-of.ts';
import { proofWords } from '../../proof/proof-words.ts';
import { useProof } from '../../proof/use-proof.ts';
import { proveByKey } from '../../web-authn/prove-by-key.ts';
import { noteId } from './code-form.tsx';
import { NeedsScript } from './needs-script.tsx';
import { RememberDevice, rememberDeviceOf } from './remember-device.tsx';

/** A passkey or security key. The browser's window opens at a press, never by itself. */
export function SecurityKey({ data, t }: PageProps) {
  const ways = useMemo(
    () => ({
      field: undefined,
      prove: (form: FormData) =>
        proveByKey(`${data.basePath}api/secondfactor/webauthn`, {
          ...destinationOf(data),
          ...rememberDeviceOf(form),
        }),
    }),
    [data],
  );
  const { state, form, onSubmit } = useProof(data, ways);
  const words = proofWords(state.problem, { missing: 'key-refused', wrong: 'key-refused' });
  return (
    <>
      <NeedsScript t={t} />
      <form ref={form} class="form needs-script" onSubmit={onSubmit}>
        <p class="text">{t('key-text')}</p>
        <RememberDevice data={data} t={t} />
        <WorkButton
          id="webauthn-button"
          label={t('use-key')}
          workLabel={t('waiting-for-key')}
          isWorking={state.phase !== 'ready'}
        />
        <Note id={noteId} text={words === undefined ? undefined : t(words)} />
      </form>
    </>
  );
}
