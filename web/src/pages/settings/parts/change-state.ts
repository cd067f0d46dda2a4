import type { SettingsProblem } from '../../../api/settings/settings-outcome.ts';
import type { ProtectedOutcome } from '../elevation/use-elevation.ts';

/** What stood in the way of a change: something on the way, or the server's refusal in its own words. */
export type ChangeProblem =
  | { readonly kind: 'failed'; readonly problem: SettingsProblem }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

/** Where one change stands. */
export interface ChangeState {
  readonly isWorking: boolean;
  readonly problem: ChangeProblem | undefined;
}

/** What can happen to it. */
export type ChangeEvent =
  | { readonly type: 'began' }
  | { readonly type: 'ended'; readonly outcome: ProtectedOutcome<unknown> }
  | { readonly type: 'forgotten' };

/** Nothing was begun. */
export const noChange: ChangeState = { isWorking: false, problem: undefined };

/** The next state. A change that is under way is not begun again. */
export function changeStep(state: ChangeState, event: ChangeEvent): ChangeState {
  switch (event.type) {
    case 'began':
      return state.isWorking ? state : { isWorking: true, problem: undefined };
    case 'ended':
      return state.isWorking ? { isWorking: false, problem: problemOf(event.outcome) } : state;
    case 'forgotten':
      return noChange;
  }
}

function problemOf(outcome: ProtectedOutcome<unknown>): ChangeProblem | undefined {
  return outcome.kind === 'failed' || outcome.kind === 'refused' ? outcome : undefined;
}
