import { describe, expect, test } from 'vitest';
import { initialProofState, type ProofState, proofStep } from './proof-state.ts';

const ready: ProofState = { phase: 'ready', problem: undefined };
const sending: ProofState = { phase: 'sending', problem: undefined };
const leaving: ProofState = { phase: 'leaving', problem: undefined };

test.each([
  ['wrong-code', 'wrong'],
  ['wrong-password', 'wrong'],
  ['missing-code', 'missing'],
  ['unavailable', 'unavailable'],
  ['forbidden', undefined],
] as const)('a page begins with what was wrong with a form sent without script: %s', (problem, expected) => {
  expect(initialProofState({ problem })).toEqual({ phase: 'ready', problem: expected });
});

describe('a press on the button', () => {
  test('sends, and takes back what was wrong before', () => {
    expect(proofStep({ phase: 'ready', problem: 'wrong' }, { type: 'submitted', isEmpty: false })).toEqual(
      sending,
    );
  });

  test('sends nothing where nothing was typed', () => {
    expect(proofStep(ready, { type: 'submitted', isEmpty: true })).toEqual({
      phase: 'ready',
      problem: 'missing',
    });
  });

  test.each([sending, leaving])('does nothing while $phase', (state) => {
    expect(proofStep(state, { type: 'submitted', isEmpty: false })).toBe(state);
  });
});

describe('an answer', () => {
  test.each([{ kind: 'proved', redirect: undefined }, { kind: 'signed-out' }] as const)(
    'of $kind leaves the page',
    (outcome) => {
      expect(proofStep(sending, { type: 'answered', outcome })).toEqual(leaving);
    },
  );

  test.each(['wrong', 'too-many', 'offline', 'cancelled'] as const)(
    'of %s opens the form again',
    (problem) => {
      expect(proofStep(sending, { type: 'answered', outcome: { kind: 'failed', problem } })).toEqual({
        phase: 'ready',
        problem,
      });
    },
  );

  test('that nobody waits for changes nothing', () => {
    expect(proofStep(ready, { type: 'answered', outcome: { kind: 'signed-out' } })).toBe(ready);
  });
});

test('a page brought back from the history takes input again', () => {
  expect(proofStep(leaving, { type: 'returned' })).toEqual(ready);
});
