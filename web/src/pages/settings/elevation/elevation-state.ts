import { type ElevationStartedData, elevationMessages } from '../../../../../shared/api/elevation.ts';
import type {
  ElevationNeed,
  SettingsOutcome,
  SettingsProblem,
} from '../../../api/settings/settings-outcome.ts';

/** What went wrong in the dialog. */
export type ElevationProblem = SettingsProblem | 'wrong-code' | 'missing-code' | 'not-mailed' | 'no-address';

/**
 * The dialog that makes sure who changes something: closed, waiting for the mail to be sent, asking for the code, checking it, or sending
 * the person to another proof first.
 */
export type ElevationState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'mailing' | 'checking'; readonly sent: readonly string[] }
  | {
      readonly phase: 'asking';
      /** The public ids of the codes that were mailed, to be revoked where the person gives up. */
      readonly sent: readonly string[];
      readonly problem: ElevationProblem | undefined;
      readonly isSentAgain: boolean;
    }
  | { readonly phase: 'factor-needed'; readonly factor: Exclude<ElevationNeed, 'elevation'> };

/** What can happen in it. */
export type ElevationEvent =
  | { readonly type: 'needed'; readonly need: ElevationNeed }
  | { readonly type: 'mailed'; readonly outcome: SettingsOutcome<ElevationStartedData> }
  | { readonly type: 'asked-again' }
  | { readonly type: 'entered'; readonly code: string }
  | { readonly type: 'checked'; readonly outcome: SettingsOutcome<unknown> }
  | { readonly type: 'given-up' };

/** Nothing is asked. */
export const closedElevation: ElevationState = { phase: 'closed' };

/** The next state. What comes at a time when nobody waits for it changes nothing. */
export function elevationStep(state: ElevationState, event: ElevationEvent): ElevationState {
  switch (event.type) {
    case 'needed':
      return event.need === 'elevation'
        ? { phase: 'mailing', sent: [] }
        : { phase: 'factor-needed', factor: event.need };
    case 'mailed':
      return state.phase === 'mailing' ? mailed(state.sent, event.outcome) : state;
    case 'asked-again':
      return state.phase === 'asking' ? { phase: 'mailing', sent: state.sent } : state;
    case 'entered':
      return state.phase === 'asking' ? entered(state, event.code) : state;
    case 'checked':
      return state.phase === 'checking' ? checked(state.sent, event.outcome) : state;
    case 'given-up':
      return closedElevation;
  }
}

/** The codes that are still good for something, should the person give up now. */
export function codesToRevoke(state: ElevationState): readonly string[] {
  return 'sent' in state ? state.sent : [];
}

function mailed(sent: readonly string[], outcome: SettingsOutcome<ElevationStartedData>): ElevationState {
  if (outcome.kind === 'elevation-needed')
    return elevationStep(closedElevation, { type: 'needed', need: outcome.need });
  const asking = { phase: 'asking', isSentAgain: false } as const;
  if (outcome.kind === 'done') {
    return {
      ...asking,
      sent: [...sent, outcome.data.delete_id],
      problem: undefined,
      isSentAgain: sent.length > 0,
    };
  }
  return { ...asking, sent, problem: outcome.kind === 'failed' ? outcome.problem : refusal(outcome.message) };
}

function refusal(message: string): ElevationProblem {
  return message === elevationMessages.noMailAddress ? 'no-address' : 'not-mailed';
}

function entered(state: Extract<ElevationState, { phase: 'asking' }>, code: string): ElevationState {
  return code.trim() === '' ? { ...state, problem: 'missing-code' } : { phase: 'checking', sent: state.sent };
}

function checked(sent: readonly string[], outcome: SettingsOutcome<unknown>): ElevationState {
  if (outcome.kind === 'done') return closedElevation;
  const problem = outcome.kind === 'failed' ? outcome.problem : 'wrong-code';
  return { phase: 'asking', sent, problem, isSentAgain: false };
}
