import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TotpRegistrationBody } from '../../../../../shared/api/totp.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Note } from '../../../components/note.tsx';
import { WorkButton } from '../../../components/work-button.tsx';
import type { Translate } from '../../../i18n/translator.ts';
import { changeProblemText } from '../parts/change-problem-text.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { QrCode } from './qr-code.tsx';
import { codeOf, type TotpProblem, type TotpState } from './totp-state.ts';
import type { TotpSetup } from './use-totp.ts';

interface TotpDialogProps {
  readonly t: Translate;
  readonly setup: TotpSetup;
}

type Choosing = Extract<TotpState, { phase: 'choosing' | 'making' }>;
type Showing = Extract<TotpState, { phase: 'showing' | 'confirming' }>;

const noteId = 'totp-note';

/** The dialog in which an authenticator app is set up. */
export function TotpDialog({ t, setup }: TotpDialogProps) {
  const { state, close } = setup;
  if (state.phase === 'closed' || state.phase === 'opening') return null;
  return (
    <Dialog id="totp-dialog" title={t('totp-set-up-title')} onClose={close}>
      {'options' in state ? (
        <ChoiceForm t={t} setup={setup} state={state} />
      ) : (
        <SecretForm t={t} setup={setup} state={state} />
      )}
    </Dialog>
  );
}

function ChoiceForm({ t, setup, state }: TotpDialogProps & { readonly state: Choosing }) {
  const { options, choice } = state;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        setup.make();
      }}
    >
      <p class="text">{t('totp-choice-text')}</p>
      <Choice
        name="algorithm"
        label={t('totp-algorithm')}
        values={options.algorithms.map((value) => [value, value])}
        value={choice.algorithm}
        onChoose={(value) => setup.choose({ algorithm: value })}
      />
      <Choice
        name="length"
        label={t('totp-digits')}
        values={options.lengths.map((value) => [value, String(value)])}
        value={choice.length}
        onChoose={(value) => setup.choose({ length: value })}
      />
      <Choice
        name="period"
        label={t('totp-period')}
        values={options.periods.map((value) => [value, String(value)])}
        value={choice.period}
        onChoose={(value) => setup.choose({ period: value })}
      />
      <WorkButton
        id="totp-make"
        label={t('next')}
        workLabel={t('settings-working')}
        isWorking={state.phase === 'making'}
      />
      <CancelButton t={t} setup={setup} />
      <Note id={noteId} text={problemText(t, state.problem)} />
    </form>
  );
}

interface ChoiceProps<Value> {
  readonly name: keyof TotpRegistrationBody;
  readonly label: string;
  readonly values: readonly (readonly [Value, string])[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

/** A choice of a few values; nothing where there is but one. */
function Choice<Value>({ name, label, values, value, onChoose }: ChoiceProps<Value>) {
  if (values.length < 2) return null;
  return (
    <fieldset class="choices">
      <legend class="label">{label}</legend>
      {values.map(([each, words]) => (
        <label class="check" key={words}>
          <input type="radio" name={name} checked={each === value} onChange={() => onChoose(each)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}

function SecretForm({ t, setup, state }: TotpDialogProps & { readonly state: Showing }) {
  const { registration, digits, problem } = state;
  const input = useRef<HTMLInputElement>(null);
  // At first, after the choice, and wherever the code was wrong.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [problem]);
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setup.enter(input.current?.value ?? '');
      }}
    >
      <p class="text">{t('totp-scan')}</p>
      <QrCode label={t('totp-qr')} path={registration.qr_path} size={registration.qr_size} />
      <a class="link" href={registration.otpauth_url}>
        {t('totp-open-app')}
      </a>
      <div class="secret">
        <p class="label">{t('totp-secret')}</p>
        <code class="secret-text" id="totp-secret" dir="ltr">
          {registration.base32_secret}
        </code>
        <CopyButton t={t} label={t('copy')} text={registration.base32_secret} />
      </div>
      <div class="field">
        <label class="label" for="otp-input">
          {t('totp-first-code', { digits: String(digits) })}
        </label>
        <input
          ref={input}
          class="input code"
          id="otp-input"
          name="token"
          type="text"
          inputMode="numeric"
          autocomplete="one-time-code"
          dir="ltr"
          autofocus
          aria-invalid={problem === undefined ? undefined : 'true'}
          aria-describedby={problem === undefined ? undefined : noteId}
          onInput={(event) => {
            // Complete: nobody has to press a button as well.
            if (codeOf(event.currentTarget.value).length === digits) setup.enter(event.currentTarget.value);
          }}
        />
      </div>
      <WorkButton
        id="totp-confirm"
        label={t('totp-confirm')}
        workLabel={t('settings-working')}
        isWorking={state.phase === 'confirming'}
      />
      <CancelButton t={t} setup={setup} />
      <Note id={noteId} text={problemText(t, problem)} />
    </form>
  );
}

function CancelButton({ t, setup }: TotpDialogProps) {
  return (
    <button class="button second" type="button" onClick={setup.close}>
      {t('cancel')}
    </button>
  );
}

function problemText(t: Translate, problem: TotpProblem | undefined): string | undefined {
  if (problem?.kind === 'missing-code') return t('totp-missing-code');
  return changeProblemText(t, problem, { 400: 'totp-wrong-code', 403: 'totp-wrong-code' });
}
