import type {
  TotpOptionsData,
  TotpRegistrationBody,
  TotpRegistrationData,
} from '../../../../../shared/api/totp.ts';
import type { ProtectedOutcome } from '../elevation/use-elevation.ts';
import type { ChangeProblem } from '../parts/change-state.ts';

/** What went wrong while setting up an authenticator app. */
export type TotpProblem = ChangeProblem | { readonly kind: 'missing-code' };

/**
 * Setting up an authenticator app: fetching what may be chosen, choosing (where there is a choice), making a secret, showing it until its
 * first code is right.
 */
export type TotpState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'choosing' | 'making';
      readonly options: TotpOptionsData;
      readonly choice: TotpRegistrationBody;
      readonly problem: TotpProblem | undefined;
    }
  | {
      readonly phase: 'showing' | 'confirming';
      readonly registration: TotpRegistrationData;
      readonly digits: number;
      readonly problem: TotpProblem | undefined;
    };

/** What can happen to it. */
export type TotpEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'offered'; readonly outcome: ProtectedOutcome<TotpOptionsData> }
  | { readonly type: 'chose'; readonly choice: Partial<TotpRegistrationBody> }
  | { readonly type: 'asked' }
  | { readonly type: 'made'; readonly outcome: ProtectedOutcome<TotpRegistrationData> }
  | { readonly type: 'entered'; readonly code: string }
  | { readonly type: 'confirmed'; readonly outcome: ProtectedOutcome<unknown> }
  | { readonly type: 'closed' };

/** Nothing is set up at the moment. */
export const closedTotp: TotpState = { phase: 'closed' };

/** The next state. */
export function totpStep(state: TotpState, event: TotpEvent): TotpState {
  switch (event.type) {
    case 'opened':
      return state.phase === 'closed' ? { phase: 'opening' } : state;
    case 'offered':
      return state.phase === 'opening' ? offered(event.outcome) : state;
    case 'chose':
      return state.phase === 'choosing' ? { ...state, choice: { ...state.choice, ...event.choice } } : state;
    case 'asked':
      return state.phase === 'choosing' ? { ...state, phase: 'making', problem: undefined } : state;
    case 'made':
      return state.phase === 'making' ? made(state, event.outcome) : state;
    case 'entered':
      return state.phase === 'showing' ? entered(state, event.code) : state;
    case 'confirmed':
      return state.phase === 'confirming' ? confirmed(state, event.outcome) : state;
    case 'closed':
      return closedTotp;
  }
}

/** Whether there is anything to choose from. */
function hasChoice({ algorithms, lengths, periods }: TotpOptionsData): boolean {
  return algorithms.length > 1 || lengths.length > 1 || periods.length > 1;
}

/** The digits of a code as typed or pasted: `123 456` is one too. */
export function codeOf(typed: string): string {
  return typed.replaceAll(/\D/g, '');
}

function offered(outcome: ProtectedOutcome<TotpOptionsData>): TotpState {
  if (outcome.kind !== 'done') return closedTotp;
  const options = outcome.data;
  const { algorithm, length, period } = options;
  return {
    phase: hasChoice(options) ? 'choosing' : 'making',
    options,
    choice: { algorithm, length, period },
    problem: undefined,
  };
}

function made(
  state: Extract<TotpState, { phase: 'choosing' | 'making' }>,
  outcome: ProtectedOutcome<TotpRegistrationData>,
): TotpState {
  if (outcome.kind === 'done') {
    const { length } = state.choice;
    return { phase: 'showing', registration: outcome.data, digits: length, problem: undefined };
  }
  const problem = outcome.kind === 'given-up' ? undefined : outcome;
  return { ...state, phase: 'choosing', problem };
}

function entered(state: Extract<TotpState, { phase: 'showing' | 'confirming' }>, code: string): TotpState {
  if (codeOf(code).length < state.digits) return { ...state, problem: { kind: 'missing-code' } };
  return { ...state, phase: 'confirming', problem: undefined };
}

function confirmed(
  state: Extract<TotpState, { phase: 'showing' | 'confirming' }>,
  outcome: ProtectedOutcome<unknown>,
): TotpState {
  if (outcome.kind === 'done') return closedTotp;
  return { ...state, phase: 'showing', problem: outcome.kind === 'given-up' ? undefined : outcome };
}
