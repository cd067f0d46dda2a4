import type { DuoDeviceData } from '../../../../shared/api/duo.ts';
import type { MessageId } from '../../i18n/message-id.ts';
import type { ProofProblem } from '../../proof/proof-state.ts';

/** How a request to a phone ended. */
export type PushOutcome =
  | { readonly kind: 'proved'; readonly redirect: string | undefined }
  | { readonly kind: 'signed-out' }
  /** One has to be chosen first. */
  | { readonly kind: 'devices'; readonly devices: readonly DuoDeviceData[] }
  /** There is none; where one is set up, if the person may do so. */
  | { readonly kind: 'not-enrolled'; readonly url: string | undefined }
  /** Duo's own rules do not let this person in. */
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly problem: ProofProblem };

/** Where the page stands. */
export type PushState =
  | { readonly phase: 'ready'; readonly problem: ProofProblem | 'denied' | undefined }
  /** A request is on its way to the phone, and the person has to answer it there. */
  | { readonly phase: 'waiting' | 'leaving'; readonly problem: undefined }
  | { readonly phase: 'choosing'; readonly problem: undefined; readonly devices: readonly DuoDeviceData[] }
  | { readonly phase: 'not-enrolled'; readonly problem: undefined; readonly url: string | undefined };

/** What can happen on it. */
export type PushEvent =
  /** The button was pressed, or a device chosen. */
  { readonly type: 'asked' } | { readonly type: 'answered'; readonly outcome: PushOutcome };

/** The state that the page starts in: nothing goes to a phone before somebody presses. */
export const initialPushState: PushState = { phase: 'ready', problem: undefined };

/** The next state. While one request is on its way no second one is sent. */
export function pushStep(state: PushState, event: PushEvent): PushState {
  if (event.type === 'asked') {
    return state.phase === 'ready' || state.phase === 'choosing'
      ? { phase: 'waiting', problem: undefined }
      : state;
  }
  return state.phase === 'waiting' ? answered(event.outcome) : state;
}

function answered(outcome: PushOutcome): PushState {
  switch (outcome.kind) {
    case 'proved':
    case 'signed-out':
      return { phase: 'leaving', problem: undefined };
    case 'devices':
      return { phase: 'choosing', problem: undefined, devices: outcome.devices };
    case 'not-enrolled':
      return { phase: 'not-enrolled', problem: undefined, url: outcome.url };
    case 'denied':
      return { phase: 'ready', problem: 'denied' };
    case 'failed':
      return { phase: 'ready', problem: outcome.problem };
  }
}

/** The words for a refusal by Duo, and for one by the person or by time. */
export const pushWords = {
  denied: 'push-denied',
  refused: 'push-refused',
} as const satisfies Record<string, MessageId>;
