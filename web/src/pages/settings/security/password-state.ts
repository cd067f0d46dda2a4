import { passwordMessages } from '../../../../../shared/api/password.ts';
import type { SettingsProblem } from '../../../api/settings/settings-outcome.ts';
import type { ProtectedOutcome } from '../elevation/use-elevation.ts';

/** A field of the form. */
export type PasswordFieldName = 'old' | 'new' | 'again';

/** What is wrong with a new password, or with the proof of the old one. */
export type PasswordProblem =
  | { readonly kind: 'field'; readonly problem: FieldProblem }
  | { readonly kind: 'failed'; readonly problem: SettingsProblem }
  /** The directory's own words for why it does not take it. */
  | { readonly kind: 'directory'; readonly words: string };

/** What is wrong in the form itself, as the message that says it. */
export type FieldProblem =
  | 'change-password-old-missing'
  | 'change-password-new-missing'
  | 'change-password-differ'
  | 'change-password-wrong'
  | 'change-password-weak'
  | 'change-password-reused'
  | 'change-password-refused';

/** What is typed. */
export type TypedPasswords = Readonly<Record<PasswordFieldName, string>>;

/** Where the form stands. */
export interface PasswordState {
  readonly phase: 'ready' | 'sending';
  readonly problem: PasswordProblem | undefined;
}

/** What can happen to it. */
export type PasswordEvent =
  | { readonly type: 'submitted'; readonly typed: TypedPasswords }
  | { readonly type: 'answered'; readonly outcome: ProtectedOutcome<unknown> };

/** An empty form. */
export const readyPassword: PasswordState = { phase: 'ready', problem: undefined };

/** The server's own messages that the page has better words for; a directory's others are shown as they are. */
const known: Readonly<Record<string, FieldProblem>> = {
  [passwordMessages.weak]: 'change-password-weak',
  [passwordMessages.tooSimple]: 'change-password-weak',
  [passwordMessages.incorrect]: 'change-password-wrong',
  [passwordMessages.reused]: 'change-password-reused',
};

const fieldOf: Readonly<Record<FieldProblem, PasswordFieldName>> = {
  'change-password-old-missing': 'old',
  'change-password-wrong': 'old',
  'change-password-new-missing': 'new',
  'change-password-weak': 'new',
  'change-password-reused': 'new',
  'change-password-refused': 'new',
  'change-password-differ': 'again',
};

/** The next state. */
export function passwordStep(state: PasswordState, event: PasswordEvent): PasswordState {
  switch (event.type) {
    case 'submitted':
      return state.phase === 'ready' ? submitted(event.typed) : state;
    case 'answered':
      return state.phase === 'sending' ? { phase: 'ready', problem: problemOf(event.outcome) } : state;
  }
}

/** The field in which a problem is to be mended. */
export function fieldToMend(problem: PasswordProblem | undefined): PasswordFieldName | undefined {
  if (problem?.kind === 'field') return fieldOf[problem.problem];
  return problem?.kind === 'directory' ? 'new' : undefined;
}

function submitted(typed: TypedPasswords): PasswordState {
  const problem = typingProblem(typed);
  return problem === undefined
    ? { phase: 'sending', problem: undefined }
    : { phase: 'ready', problem: { kind: 'field', problem } };
}

function typingProblem(typed: TypedPasswords): FieldProblem | undefined {
  if (typed.old === '') return 'change-password-old-missing';
  if (typed.new === '') return 'change-password-new-missing';
  if (typed.new !== typed.again) return 'change-password-differ';
  return typed.new === typed.old ? 'change-password-reused' : undefined;
}

function problemOf(outcome: ProtectedOutcome<unknown>): PasswordProblem | undefined {
  if (outcome.kind === 'failed') return outcome;
  if (outcome.kind !== 'refused') return undefined;
  const words = outcome.message;
  const problem = Object.hasOwn(known, words) ? known[words] : undefined;
  if (problem !== undefined) return { kind: 'field', problem };
  if (words === '' || words === passwordMessages.resetFailed) {
    return { kind: 'field', problem: 'change-password-refused' };
  }
  return { kind: 'directory', words };
}
