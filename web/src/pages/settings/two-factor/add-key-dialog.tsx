import { Dialog } from '../../../components/dialog.tsx';
import type { Translate } from '../../../i18n/translator.ts';
import { changeProblemText } from '../parts/change-problem-text.ts';
import type { AddKeyProblem } from './add-key-state.ts';
import { NameForm } from './name-form.tsx';
import type { AddKey } from './use-add-key.ts';

interface AddKeyDialogProps {
  readonly t: Translate;
  readonly adding: AddKey;
}

/** The dialog in which a passkey or a security key is added; the browser puts its own in front of it. */
export function AddKeyDialog({ t, adding }: AddKeyDialogProps) {
  const { state, enter, close } = adding;
  if (state.phase === 'closed') return null;
  const problem = state.phase === 'naming' ? state.problem : undefined;
  return (
    <Dialog id="add-key-dialog" title={t('key-add-title')} onClose={close}>
      <NameForm
        id="add-key"
        t={t}
        text={t('key-add-text')}
        name=""
        action={t('next')}
        workLabel={t(state.phase === 'touching' ? 'key-touching' : 'settings-working')}
        isWorking={state.phase !== 'naming'}
        problem={problemText(t, problem)}
        isNameWrong={problem?.kind === 'name'}
        onEnter={enter}
        onClose={close}
      />
    </Dialog>
  );
}

function problemText(t: Translate, problem: AddKeyProblem | undefined): string | undefined {
  if (problem?.kind === 'name' || problem?.kind === 'browser') return t(problem.problem);
  return changeProblemText(t, problem, { 400: 'key-not-accepted', 403: 'key-not-accepted' });
}
