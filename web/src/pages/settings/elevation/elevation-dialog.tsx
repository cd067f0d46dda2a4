import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PageData } from '../../../../../shared/api/page.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Note } from '../../../components/note.tsx';
import { WorkButton } from '../../../components/work-button.tsx';
import type { MessageId } from '../../../i18n/message-id.ts';
import type { Translate } from '../../../i18n/translator.ts';
import { secondFactorUrl } from '../parts/second-factor-url.ts';
import { settingsProblemText } from '../parts/settings-problem-text.ts';
import type { ElevationProblem, ElevationState } from './elevation-state.ts';
import type { Elevation } from './use-elevation.ts';

interface ElevationDialogProps {
  readonly data: PageData;
  readonly t: Translate;
  readonly elevation: Elevation;
}

/** Asks for the code that was mailed, or leads to the proof that has to come first. */
export function ElevationDialog({ data, t, elevation }: ElevationDialogProps) {
  const { state, giveUp } = elevation;
  if (state.phase === 'closed') return null;
  if (state.phase === 'factor-needed')
    return <FactorNeeded data={data} t={t} elevation={elevation} factor={state.factor} />;
  return (
    <Dialog id="elevation-dialog" title={t('elevation-title')} onClose={giveUp}>
      <CodeForm t={t} elevation={elevation} state={state} />
    </Dialog>
  );
}

const noteId = 'elevation-note';

interface CodeFormProps {
  readonly t: Translate;
  readonly elevation: Elevation;
  readonly state: Exclude<ElevationState, { phase: 'closed' | 'factor-needed' }>;
}

function CodeForm({ t, elevation, state }: CodeFormProps) {
  const input = useRef<HTMLInputElement>(null);
  const problem = state.phase === 'asking' ? state.problem : undefined;
  const isWrong = problem === 'wrong-code' || problem === 'missing-code';
  // Also where the next code is wrong in the same way.
  useLayoutEffect(() => {
    if (!isWrong) return;
    input.current?.focus();
    input.current?.select();
  }, [state, isWrong]);
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        elevation.enter(input.current?.value ?? '');
      }}
    >
      <p class="text" role="status">
        {t(statusOf(state))}
      </p>
      <div class="field">
        <label class="label" for="one-time-code">
          {t('elevation-code')}
        </label>
        <input
          ref={input}
          class="input code"
          id="one-time-code"
          name="otc"
          type="text"
          maxLength={20}
          autocomplete="one-time-code"
          autocapitalize="characters"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="go"
          dir="ltr"
          // The dialog has opened for this one field.
          autofocus
          aria-invalid={isWrong ? 'true' : undefined}
          aria-describedby={isWrong ? noteId : undefined}
        />
      </div>
      <WorkButton
        id="elevation-button"
        label={t('elevation-confirm')}
        workLabel={t('elevation-confirming')}
        isWorking={state.phase === 'checking'}
      />
      <div class="button-row">
        <button
          class="button second"
          type="button"
          id="elevation-resend"
          aria-disabled={state.phase === 'asking' ? undefined : 'true'}
          onClick={elevation.sendAgain}
        >
          {t('elevation-resend')}
        </button>
        <button class="button second" type="button" onClick={elevation.giveUp}>
          {t('cancel')}
        </button>
      </div>
      <Note id={noteId} text={problem === undefined ? undefined : problemText(t, problem)} />
    </form>
  );
}

function statusOf(state: CodeFormProps['state']) {
  if (state.phase === 'mailing') return 'elevation-mailing';
  if (state.phase === 'asking' && (state.problem === 'not-mailed' || state.problem === 'no-address'))
    return 'elevation-text-not-mailed';
  return state.phase === 'asking' && state.isSentAgain ? 'elevation-text-again' : 'elevation-text';
}

/** What the dialog has words of its own for. */
const ownProblems = {
  'wrong-code': 'elevation-wrong',
  'missing-code': 'elevation-missing',
  'not-mailed': 'elevation-not-mailed',
  'no-address': 'account-no-mail',
} as const satisfies Partial<Record<ElevationProblem, MessageId>>;

function problemText(t: Translate, problem: ElevationProblem): string {
  return isOwn(problem) ? t(ownProblems[problem]) : settingsProblemText(t, problem);
}

function isOwn(problem: ElevationProblem): problem is keyof typeof ownProblems {
  return Object.hasOwn(ownProblems, problem);
}

interface FactorNeededProps extends ElevationDialogProps {
  readonly factor: Extract<ElevationState, { phase: 'factor-needed' }>['factor'];
}

function FactorNeeded({ data, t, elevation, factor }: FactorNeededProps) {
  return (
    <Dialog id="elevation-dialog" title={t('elevation-title')} onClose={elevation.giveUp}>
      <p class="text">{t(factor === 'second-factor' ? 'elevation-second-factor' : 'elevation-password')}</p>
      <div class="actions">
        <a class="button primary" id="elevation-second-factor" href={secondFactorUrl(data, factor)}>
          {t('elevation-continue')}
        </a>
        <button class="button second" type="button" onClick={elevation.giveUp}>
          {t('cancel')}
        </button>
      </div>
    </Dialog>
  );
}
