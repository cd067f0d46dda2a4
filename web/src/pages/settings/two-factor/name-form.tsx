import { useLayoutEffect, useRef } from 'preact/hooks';
import { Note } from '../../../components/note.tsx';
import { WorkButton } from '../../../components/work-button.tsx';
import type { Translate } from '../../../i18n/translator.ts';

interface NameFormProps {
  readonly id: string;
  readonly t: Translate;
  readonly text?: string;
  readonly name: string;
  readonly action: string;
  readonly workLabel: string;
  readonly isWorking: boolean;
  readonly problem: string | undefined;
  /** Whether the problem is the name's. */
  readonly isNameWrong: boolean;
  readonly onEnter: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks what a key is to be called. */
export function NameForm(props: NameFormProps) {
  const { id, t, text, name, action, workLabel, isWorking, problem, isNameWrong, onEnter, onClose } = props;
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (isNameWrong) input.current?.focus();
  }, [isNameWrong, problem]);
  const noteId = `${id}-note`;
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onEnter(input.current?.value ?? '');
      }}
    >
      {text !== undefined && <p class="text">{text}</p>}
      <div class="field">
        <label class="label" for={`${id}-name`}>
          {t('key-name')}
        </label>
        <input
          ref={input}
          class="input"
          id={`${id}-name`}
          name="description"
          type="text"
          defaultValue={name}
          maxLength={64}
          autocomplete="off"
          dir="auto"
          enterkeyhint="go"
          autofocus
          aria-invalid={isNameWrong ? 'true' : undefined}
          aria-describedby={isNameWrong ? noteId : undefined}
        />
      </div>
      <WorkButton id={`${id}-button`} label={action} workLabel={workLabel} isWorking={isWorking} />
      <button class="button second" type="button" onClick={onClose}>
        {t('cancel')}
      </button>
      <Note id={noteId} text={problem} />
    </form>
  );
}
