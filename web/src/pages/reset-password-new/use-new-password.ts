import { useCallback, useRef, useState } from 'preact/hooks';
import type { PageData } from '../../../../shared/api/page.ts';
import type { RequestProblem } from '../../api/request-problem.ts';
import { type SendEvent, type SendState, sendStep } from '../../components/send-state.ts';
import { useMachine } from '../../components/use-machine.ts';
import { type LinkUse, type NewPasswordProblem, setNewPassword } from './set-new-password.ts';

/** What can be wrong with the form, as its message. */
export type FormProblem = NewPasswordProblem | 'missing-new-password' | 'passwords-differ';

/** Runs the form for a new password. */
export function useNewPassword(data: PageData) {
  const form = useRef<HTMLFormElement>(null);
  const use = useRef<LinkUse>({ isRedeemed: false });
  const [state, send] = useMachine<SendState<FormProblem>, SendEvent<FormProblem>>(sendStep, startOf(data));
  const [words, setWords] = useState('');
  const onSubmit = useCallback(
    async (event: SubmitEvent) => {
      event.preventDefault();
      const first = form.current?.elements.namedItem('password1');
      const second = form.current?.elements.namedItem('password2');
      if (!(first instanceof HTMLInputElement && second instanceof HTMLInputElement)) return;
      const problem = mistakeIn(first.value, second.value);
      const { before, after } = send({ type: 'submitted', problem });
      focusOn(problem, first, second);
      if (before.phase !== 'ready' || after.phase !== 'sending') return;
      const result = await setNewPassword(data.basePath, data.link?.token ?? '', first.value, use.current);
      setWords(result?.words ?? '');
      send({ type: 'answered', problem: result?.problem });
      focusOn(result?.problem, first, second);
    },
    [data, send],
  );
  return { state, form, onSubmit, words };
}

/** What is wrong with two passwords before anybody else has seen them. */
function mistakeIn(first: string, second: string): 'missing-new-password' | 'passwords-differ' | undefined {
  if (first === '') return 'missing-new-password';
  return first === second ? undefined : 'passwords-differ';
}

/** Whether another new password is what is needed. */
export function isOfFirstField(problem: FormProblem | RequestProblem): boolean {
  return ofFirstField.has(problem);
}

const ofFirstField: ReadonlySet<FormProblem | RequestProblem> = new Set([
  'missing-new-password',
  'weak-password',
  'directory-refused',
  'reset-refused',
] as const);

function focusOn(
  problem: FormProblem | RequestProblem | undefined,
  first: HTMLInputElement,
  second: HTMLInputElement,
): void {
  if (problem !== undefined && isOfFirstField(problem)) {
    first.focus();
    first.select();
  }
  if (problem === 'passwords-differ') {
    second.focus();
    second.select();
  }
}

const formProblems: Partial<Record<NonNullable<PageData['problem']>, FormProblem | RequestProblem>> = {
  'missing-password': 'missing-new-password',
  'passwords-differ': 'passwords-differ',
  'weak-password': 'weak-password',
  'link-not-valid': 'link-not-valid',
  unavailable: 'unavailable',
  'too-many': 'too-many',
};

function startOf({ isDone, problem }: PageData): SendState<FormProblem> {
  if (isDone === true) return { phase: 'done', problem: undefined };
  return { phase: 'ready', problem: problem === undefined ? undefined : formProblems[problem] };
}
