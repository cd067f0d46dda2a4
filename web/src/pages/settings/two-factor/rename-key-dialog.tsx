import { useState } from 'preact/hooks';
import { renameKey, type SecurityKey } from '../../../api/settings/keys.ts';
import { Dialog } from '../../../components/dialog.tsx';
import type { MessageId } from '../../../i18n/message-id.ts';
import { changeProblemText } from '../parts/change-problem-text.ts';
import { useChange } from '../parts/use-change.ts';
import type { SectionProps } from '../section-props.ts';
import { isNameTooLong } from './key-name.ts';
import { NameForm } from './name-form.tsx';

interface RenameKeyDialogProps extends SectionProps {
  readonly securityKey: SecurityKey;
  readonly reload: () => Promise<void>;
  readonly onClose: () => void;
}

/** Gives a key another name. */
export function RenameKeyDialog(props: RenameKeyDialogProps) {
  const { data, t, protect, say, reload, securityKey, onClose } = props;
  const change = useChange();
  const [nameProblem, setNameProblem] = useState<MessageId>();
  const { problem } = change.state;
  const isTaken = problem?.kind === 'refused' && problem.status === 409;
  const rename = async (typed: string) => {
    const name = typed.trim();
    const wrong = nameProblemOf(name);
    setNameProblem(wrong);
    if (wrong !== undefined) return;
    const done = await change.run(() => protect(() => renameKey(data.basePath, securityKey.id, name)));
    if (done === undefined) return;
    onClose();
    await reload();
    say(t('key-renamed'));
  };
  return (
    <Dialog id="rename-key-dialog" title={t('key-rename-title')} onClose={onClose}>
      <NameForm
        id="rename-key"
        t={t}
        name={securityKey.description}
        action={t('rename')}
        workLabel={t('settings-working')}
        isWorking={change.state.isWorking}
        problem={
          nameProblem === undefined
            ? changeProblemText(t, problem, { 409: 'key-name-taken' })
            : t(nameProblem)
        }
        isNameWrong={nameProblem !== undefined || isTaken}
        onEnter={(name) => void rename(name)}
        onClose={onClose}
      />
    </Dialog>
  );
}

function nameProblemOf(name: string): MessageId | undefined {
  if (name === '') return 'key-name-missing';
  return isNameTooLong(name) ? 'key-name-too-long' : undefined;
}
