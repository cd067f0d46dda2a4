import type { RequestProblem } from '../api/request-problem.ts';

/** Where a form stands that is filled in, sent and done with. `Problem` is what can be wrong with what was filled in. */
export interface SendState<Problem extends string> {
  readonly phase: 'ready' | 'sending' | 'done';
  readonly problem: Problem | RequestProblem | undefined;
}

/** What can happen to it. */
export type SendEvent<Problem extends string> =
  /** The button was pressed; `problem` is what is wrong already. */
  | { readonly type: 'submitted'; readonly problem: Problem | undefined }
  /** What came of it; without a problem it is done. */
  | { readonly type: 'answered'; readonly problem: Problem | RequestProblem | undefined };

/** The next state. A form that is under way takes no second press, and what is done stays done. */
export function sendStep<Problem extends string>(
  state: SendState<Problem>,
  event: SendEvent<Problem>,
): SendState<Problem> {
  const { problem } = event;
  switch (event.type) {
    case 'submitted':
      if (state.phase !== 'ready') return state;
      return problem === undefined ? { phase: 'sending', problem } : { phase: 'ready', problem };
    case 'answered':
      if (state.phase !== 'sending') return state;
      return problem === undefined ? { phase: 'done', problem } : { phase: 'ready', problem };
  }
}
