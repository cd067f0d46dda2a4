import { Fragment } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { readConfiguration } from '../../../api/settings/account.ts';
import { Note } from '../../../components/note.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { PasswordHints } from '../../../components/password-hints.tsx';
import { WorkButton } from '../../../components/work-button.tsx';
import type { MessageId } from '../../../i18n/message-id.ts';
import type { Translate } from '../../../i18n/translator.ts';
import { Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { settingsProblemText } from '../parts/settings-problem-text.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import { fieldToMend, type PasswordFieldName, type PasswordProblem } from './password-state.ts';
import { passwordFieldNames, usePassword } from './use-password.ts';

const noteId = 'change-password-note';
const hintId = 'change-password-rules';

/** The ids are those of the reset page, which scripts know (departures.md §5). */
const fields: readonly {
  readonly field: PasswordFieldName;
  readonly id: string;
  readonly label: MessageId;
}[] = [
  { field: 'old', id: 'password-textfield', label: 'change-password-old' },
  { field: 'new', id: 'password1-textfield', label: 'change-password-new' },
  { field: 'again', id: 'password2-textfield', label: 'change-password-again' },
];

/** The person's password. */
export function SecuritySection(props: SectionProps) {
  const { data, t } = props;
  const load = useCallback(() => readConfiguration(data.basePath), [data.basePath]);
  const { loaded, reload } = useLoaded(load);
  return (
    <Group id="password-group" title={t('password')}>
      <LoadedView id="password-group" t={t} loaded={loaded} reload={reload} rows={3}>
        {({ password_change_disabled }) =>
          password_change_disabled ? (
            <p class="text">{t('change-password-elsewhere')}</p>
          ) : (
            <PasswordForm {...props} />
          )
        }
      </LoadedView>
    </Group>
  );
}

function PasswordForm(props: SectionProps) {
  const { data, t } = props;
  const { state, form, submit } = usePassword(props);
  const wrong = fieldToMend(state.problem);
  const isSending = state.phase === 'sending';
  const [password, setPassword] = useState('');
  return (
    <form
      ref={form}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p class="text aside">{t('change-password-text')}</p>
      {/* Password managers ask whose password it is. */}
      <input
        class="unseen"
        type="text"
        name="username"
        autocomplete="username"
        value={data.username ?? ''}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      {fields.map(({ field, id, label }) => (
        <Fragment key={id}>
          <PasswordField
            id={id}
            name={passwordFieldNames[field]}
            label={t(label)}
            t={t}
            hasFocus={false}
            isWrong={wrong === field}
            noteId={noteId}
            isSending={isSending}
            purpose={field === 'old' ? 'current' : 'new'}
            {...(field === 'new' && { hintId, onInput: setPassword })}
          />
          {field === 'new' && (
            <PasswordHints id={hintId} policy={data.passwordPolicy} password={password} t={t} />
          )}
        </Fragment>
      ))}
      <WorkButton
        id="change-password-button"
        label={t('change-password')}
        workLabel={t('settings-working')}
        isWorking={isSending}
      />
      <Note id={noteId} text={problemText(t, state.problem)} />
    </form>
  );
}

function problemText(t: Translate, problem: PasswordProblem | undefined): string | undefined {
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'field':
      return t(problem.problem);
    case 'directory':
      return t('directory-refused', { words: problem.words });
    case 'failed':
      return settingsProblemText(t, problem.problem);
  }
}
