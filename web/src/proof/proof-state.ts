import type { PageData } from '../../../shared/api/page.ts';
import type { RequestProblem } from '../api/request-problem.ts';

/** Why a proof did not get anybody further. */
export type ProofProblem =
  | RequestProblem
  /** The form was empty. */
  | 'missing'
  /** What was shown is not right, or was used already. */
  | 'wrong'
  | 'foreign-origin'
  /** The person, or their device, did not confirm. */
  | 'cancelled'
  /** The browser cannot do this. */
  | 'unsupported';

/** How a proof ended. */
export type ProofOutcome =
  /** Where to go next; undefined: the portal itself knows. */
  | { readonly kind: 'proved'; readonly redirect: string | undefined }
  /** Nobody is signed in any more: the portal asks for it. */
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'failed'; readonly problem: ProofProblem };

/** Where a form with one proof stands: open for input, under way, or on its way out of the page. */
export interface ProofState {
  readonly phase: 'ready' | 'sending' | 'leaving';
  readonly problem: ProofProblem | undefined;
}

/** What can happen to the form. */
export type ProofEvent =
  | { readonly type: 'submitted'; readonly isEmpty: boolean }
  | { readonly type: 'answered'; readonly outcome: ProofOutcome }
  /** Something else was tried instead. */
  | { readonly type: 'dropped' }
  /** The browser brought the page back from its history, as it was when it was left. */
  | { readonly type: 'returned' };

/** What the problems of a form that was sent without script amount to. */
const formProblems: Partial<Record<NonNullable<PageData['problem']>, ProofProblem>> = {
  'wrong-code': 'wrong',
  'wrong-password': 'wrong',
  'missing-code': 'missing',
  'missing-password': 'missing',
  'too-many': 'too-many',
  unavailable: 'unavailable',
  'foreign-origin': 'foreign-origin',
};

/** The state that a page starts in. */
export function initialProofState({ problem }: Pick<PageData, 'problem'>): ProofState {
  return { phase: 'ready', problem: problem === undefined ? undefined : formProblems[problem] };
}

/** The next state. A form that is under way takes no second press. */
export function proofStep(state: ProofState, event: ProofEvent): ProofState {
  switch (event.type) {
    case 'submitted':
      if (state.phase !== 'ready') return state;
      return event.isEmpty
        ? { phase: 'ready', problem: 'missing' }
        : { phase: 'sending', problem: undefined };
    case 'answered':
      return state.phase === 'sending' ? answered(event.outcome) : state;
    case 'dropped':
      return state.phase === 'ready' ? { phase: 'ready', problem: undefined } : state;
    case 'returned':
      return { phase: 'ready', problem: undefined };
  }
}

function answered(outcome: ProofOutcome): ProofState {
  return outcome.kind === 'failed'
    ? { phase: 'ready', problem: outcome.problem }
    : { phase: 'leaving', problem: undefined };
}
