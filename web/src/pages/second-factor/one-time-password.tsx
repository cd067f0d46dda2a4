import type { PageProps } from '../../page-props.ts';
import { CodeForm, noteId } from './code-form.tsx';
import { digitsOf } from './digits-of.ts';

/** The one-time password of an authenticator app: one field that a paste fills and that sends itself when it is complete. */
export function OneTimePassword({ data, t }: PageProps) {
  const digits = data.secondFactor?.otpDigits ?? 6;
  return (
    <CodeForm
      data={data}
      t={t}
      method="one-time-password"
      endpoint="totp"
      field="token"
      missing="missing-code"
      wrong="wrong-code"
    >
      {(state, submit) => {
        const isWrong = state.problem === 'wrong' || state.problem === 'missing';
        return (
          <div class="field">
            <label class="label" for="otp-input">
              {t('otp')}
            </label>
            <input
              class="input code"
              id="otp-input"
              name="token"
              type="text"
              inputmode="numeric"
              autocomplete="one-time-code"
              autocapitalize="none"
              autocorrect="off"
              spellcheck={false}
              enterkeyhint="go"
              dir="ltr"
              // The page has this one purpose, and the document's title says it.
              autofocus
              aria-invalid={isWrong ? 'true' : undefined}
              aria-describedby={isWrong ? `otp-hint ${noteId}` : 'otp-hint'}
              onInput={({ currentTarget }) => {
                const code = digitsOf(currentTarget.value);
                if (code !== currentTarget.value) currentTarget.value = code;
                if (code.length === digits) submit();
              }}
            />
            <p class="hint" id="otp-hint">
              {t('otp-hint', { digits: String(digits) })}
            </p>
          </div>
        );
      }}
    </CodeForm>
  );
}
