import type { PageData } from '../../../../shared/api/page.ts';
import type { FirstFactorOutcome } from '../../api/first-factor.ts';
import type { MessageId } from '../../i18n/message-id.ts';

/** What went wrong with a sign-in, as the message that says it. */
export type SignInProblem = Extract<
  MessageId,
  | 'wrong-credentials'
  | 'password-expired'
  | 'missing-fields'
  | 'missing-user-name'
  | 'missing-password'
  | 'too-many'
  | 'unavailable'
  | 'offline'
  | 'foreign-origin'
>;

/** A field of the form. */
export type SignInField = 'user-name' | 'password';

/** Where the form stands: open for input, sent, or on its way out of the page. */
export interface SignInState {
  readonly phase: 'ready' | 'sending' | 'leaving';
  readonly problem: SignInProblem | undefined;
}

/** What can happen to the form. */
export type SignInEvent =
  | { readonly type: 'submitted'; readonly username: string; readonly password: string }
  | { readonly type: 'answered'; readonly outcome: FirstFactorOutcome }
  /** The browser brought the page back from its history, as it was when it was left. */
  | { readonly type: 'returned' };

/** The problems of a sent form that the sign-in page has words for. */
const formProblems: Readonly<Record<string, SignInProblem>> = {
  'wrong-credentials': 'wrong-credentials',
  'password-expired': 'password-expired',
  'missing-fields': 'missing-fields',
  'too-many': 'too-many',
  unavailable: 'unavailable',
  'foreign-origin': 'foreign-origin',
};

/** Which field each problem is to be mended in; the others leave the focus where it is. */
const fieldOfProblem: Partial<Record<SignInProblem, SignInField>> = {
  'wrong-credentials': 'password',
  'missing-fields': 'user-name',
  'missing-user-name': 'user-name',
  'missing-password': 'password',
};

/** The state that a page starts in. */
export function initialSignInState(data: PageData): SignInState {
  return { phase: 'ready', problem: data.problem === undefined ? undefined : formProblems[data.problem] };
}

/** The next state. A form that is under way takes no second press. */
export function signInStep(state: SignInState, event: SignInEvent): SignInState {
  switch (event.type) {
    case 'submitted':
      return state.phase === 'ready' ? submitted(event.username, event.password) : state;
    case 'answered':
      return state.phase === 'sending' ? answered(event.outcome) : state;
    case 'returned':
      return { phase: 'ready', problem: undefined };
  }
}

/** The field in which a problem is to be mended. */
export function fieldToMend(problem: SignInProblem | undefined): SignInField | undefined {
  return problem === undefined ? undefined : fieldOfProblem[problem];
}

/** Which fields are marked as wrong; after wrong credentials it may be either. */
export function isFieldWrong(problem: SignInProblem | undefined, field: SignInField): boolean {
  if (problem === 'wrong-credentials' || problem === 'missing-fields') return true;
  return fieldToMend(problem) === field;
}

function submitted(username: string, password: string): SignInState {
  const hasUsername = username.trim() !== '';
  if (hasUsername && password !== '') return { phase: 'sending', problem: undefined };
  if (!hasUsername && password === '') return { phase: 'ready', problem: 'missing-fields' };
  return { phase: 'ready', problem: hasUsername ? 'missing-password' : 'missing-user-name' };
}

function answered(outcome: FirstFactorOutcome): SignInState {
  return outcome.kind === 'signed-in'
    ? { phase: 'leaving', problem: undefined }
    : { phase: 'ready', problem: outcome.problem };
}
