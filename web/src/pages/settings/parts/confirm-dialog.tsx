import { Dialog } from '../../../components/dialog.tsx';
import { Note } from '../../../components/note.tsx';
import { WorkButton } from '../../../components/work-button.tsx';
import type { Translate } from '../../../i18n/translator.ts';
import { changeProblemText } from './change-problem-text.ts';
import type { ChangeState } from './change-state.ts';

interface ConfirmDialogProps {
  readonly id: string;
  readonly t: Translate;
  readonly title: string;
  /** What follows from it. */
  readonly text: string;
  /** The name of what is done, as the button that asked calls it. */
  readonly action: string;
  readonly state: ChangeState;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once before something is done that cannot be undone. */
export function ConfirmDialog({ id, t, title, text, action, state, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog id={id} title={title} onClose={onClose} isBusy={state.isWorking}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <p class="text">{text}</p>
        <WorkButton
          id={`${id}-button`}
          label={action}
          workLabel={t('settings-working')}
          isWorking={state.isWorking}
        />
        <button class="button second" type="button" autofocus onClick={onClose}>
          {t('cancel')}
        </button>
        <Note id={`${id}-note`} text={changeProblemText(t, state.problem)} />
      </form>
    </Dialog>
  );
}
