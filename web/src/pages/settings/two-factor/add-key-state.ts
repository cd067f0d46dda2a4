import type { WebAuthnCreationData } from '../../../../../shared/api/webauthn.ts';
import type { CreatedCredential, CreateProblem } from '../../../web-authn/create-credential.ts';
import type { ProtectedOutcome } from '../elevation/use-elevation.ts';
import type { ChangeProblem } from '../parts/change-state.ts';
import { isNameTooLong } from './key-name.ts';

/** What went wrong while adding a key. */
export type AddKeyProblem =
  | ChangeProblem
  | { readonly kind: 'name'; readonly problem: 'key-name-missing' | 'key-name-too-long' | 'key-name-taken' }
  | { readonly kind: 'browser'; readonly problem: CreateProblem };

/** Adding a passkey or a security key: its name, the server's options, the browser's own dialog, the server's word. */
export type AddKeyState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'naming'; readonly problem: AddKeyProblem | undefined }
  | { readonly phase: 'beginning' | 'touching' | 'confirming' };

/** What can happen to it. */
export type AddKeyEvent =
  | { readonly type: 'opened' | 'closed' }
  | { readonly type: 'named'; readonly name: string }
  | { readonly type: 'began'; readonly outcome: ProtectedOutcome<WebAuthnCreationData> }
  | { readonly type: 'touched'; readonly created: CreatedCredential }
  | { readonly type: 'confirmed'; readonly outcome: ProtectedOutcome<unknown> };

/** No key is being added. */
export const closedAddKey: AddKeyState = { phase: 'closed' };

/** The next state. */
export function addKeyStep(state: AddKeyState, event: AddKeyEvent): AddKeyState {
  switch (event.type) {
    case 'opened':
      return state.phase === 'closed' ? naming() : state;
    case 'closed':
      return closedAddKey;
    case 'named':
      return state.phase === 'naming' ? named(event.name) : state;
    case 'began':
      return state.phase === 'beginning' ? began(event.outcome) : state;
    case 'touched':
      return state.phase === 'touching' ? touched(event.created) : state;
    case 'confirmed':
      return state.phase === 'confirming' ? confirmed(event.outcome) : state;
  }
}

function naming(problem?: AddKeyProblem): AddKeyState {
  return { phase: 'naming', problem };
}

function named(name: string): AddKeyState {
  if (name.trim() === '') return naming({ kind: 'name', problem: 'key-name-missing' });
  if (isNameTooLong(name)) return naming({ kind: 'name', problem: 'key-name-too-long' });
  return { phase: 'beginning' };
}

function began(outcome: ProtectedOutcome<unknown>): AddKeyState {
  if (outcome.kind === 'done') return { phase: 'touching' };
  if (outcome.kind === 'given-up') return naming();
  const isTaken = outcome.kind === 'refused' && outcome.status === 409;
  return naming(isTaken ? { kind: 'name', problem: 'key-name-taken' } : outcome);
}

function touched(created: CreatedCredential): AddKeyState {
  return created.kind === 'created'
    ? { phase: 'confirming' }
    : naming({ kind: 'browser', problem: created.problem });
}

function confirmed(outcome: ProtectedOutcome<unknown>): AddKeyState {
  if (outcome.kind === 'done') return closedAddKey;
  return naming(outcome.kind === 'given-up' ? undefined : outcome);
}
