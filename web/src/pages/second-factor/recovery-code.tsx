import type { PageProps } from '../../page-props.ts';
import { CodeForm, noteId } from './code-form.tsx';

/** One of the codes that were printed for the day when everything else is lost. */
export function RecoveryCode({ data, t }: PageProps) {
  return (
    <CodeForm
      data={data}
      t={t}
      method="recovery-code"
      endpoint="recovery-code"
      field="code"
      missing="missing-code"
      wrong="wrong-recovery-code"
    >
      {(state) => {
        const isWrong = state.problem === 'wrong' || state.problem === 'missing';
        return (
          <div class="field">
            <label class="label" for="recovery-code-input">
              {t('recovery-code')}
            </label>
            <input
              class="input code"
              id="recovery-code-input"
              name="code"
              type="text"
              autocomplete="off"
              autocapitalize="characters"
              autocorrect="off"
              spellcheck={false}
              enterkeyhint="go"
              dir="ltr"
              autofocus
              aria-invalid={isWrong ? 'true' : undefined}
              aria-describedby={isWrong ? `recovery-code-hint ${noteId}` : 'recovery-code-hint'}
            />
            <p class="hint" id="recovery-code-hint">
              {t('recovery-code-hint')}
            </p>
          </div>
        );
      }}
    </CodeForm>
  );
}
