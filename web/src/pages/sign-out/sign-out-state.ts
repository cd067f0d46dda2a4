import type { PageData } from '../../../../shared/api/page.ts';
import type { LogoutOutcome } from '../../api/logout.ts';
import type { MessageId } from '../../i18n/message-id.ts';

/** What went wrong with signing out, as the message that says it. */
export type SignOutProblem = Extract<MessageId, 'sign-out-unavailable' | 'sign-out-offline' | 'too-many'>;

/** Where signing out stands. */
export interface SignOutState {
  readonly phase: 'asking' | 'sending' | 'done' | 'leaving';
  readonly problem: SignOutProblem | undefined;
}

/** What can happen on the page. */
export type SignOutEvent =
  | { readonly type: 'submitted' }
  | { readonly type: 'answered'; readonly outcome: LogoutOutcome; readonly hasTarget: boolean };

const problemMessages = {
  offline: 'sign-out-offline',
  'too-many': 'too-many',
  unavailable: 'sign-out-unavailable',
} as const;

/** The state that the page starts in. */
export function initialSignOutState(data: PageData): SignOutState {
  if (data.isSignedOut === true) return { phase: 'done', problem: undefined };
  return {
    phase: 'asking',
    problem: data.problem === undefined ? undefined : 'sign-out-unavailable',
  };
}

/** The next state. A request that is under way takes no second press. */
export function signOutStep(state: SignOutState, event: SignOutEvent): SignOutState {
  switch (event.type) {
    case 'submitted':
      return state.phase === 'asking' ? { phase: 'sending', problem: undefined } : state;
    case 'answered':
      return state.phase === 'sending' ? answered(event.outcome, event.hasTarget) : state;
  }
}

function answered(outcome: LogoutOutcome, hasTarget: boolean): SignOutState {
  if (outcome.kind === 'failed') return { phase: 'asking', problem: problemMessages[outcome.problem] };
  return { phase: hasTarget && outcome.isTargetSafe ? 'leaving' : 'done', problem: undefined };
}
