import { describe, expect, test } from 'vitest';
import { initialPushState, type PushOutcome, type PushState, pushStep } from './push-state.ts';

const waiting: PushState = { phase: 'waiting', problem: undefined };
const devices = [{ device: 'D1', display_name: 'Phone', capabilities: ['push'] }];
const stateAfter = (outcome: PushOutcome) => pushStep(waiting, { type: 'answered', outcome });

test('nothing is sent before a press, and nothing twice', () => {
  expect(initialPushState.phase).toBe('ready');
  expect(pushStep(initialPushState, { type: 'asked' })).toEqual(waiting);
  expect(pushStep(waiting, { type: 'asked' })).toBe(waiting);
});

describe('an answer', () => {
  test('that it was approved leaves the page', () => {
    expect(stateAfter({ kind: 'proved', redirect: undefined }).phase).toBe('leaving');
    expect(stateAfter({ kind: 'signed-out' }).phase).toBe('leaving');
  });

  test('with devices lets one be chosen, to which the request then goes', () => {
    const choosing = stateAfter({ kind: 'devices', devices });
    expect(choosing).toEqual({ phase: 'choosing', problem: undefined, devices });
    expect(pushStep(choosing, { type: 'asked' })).toEqual(waiting);
  });

  test('that nothing is enrolled ends there, with the way to set it up', () => {
    const state = stateAfter({ kind: 'not-enrolled', url: 'https://duo.example.com/enroll' });
    expect(state).toMatchObject({ phase: 'not-enrolled', url: 'https://duo.example.com/enroll' });
    expect(pushStep(state, { type: 'asked' })).toBe(state);
  });

  test('of a refusal lets the person try again', () => {
    expect(stateAfter({ kind: 'denied' })).toEqual({ phase: 'ready', problem: 'denied' });
    expect(stateAfter({ kind: 'failed', problem: 'wrong' })).toEqual({ phase: 'ready', problem: 'wrong' });
  });

  test('that nobody waits for changes nothing', () => {
    expect(pushStep(initialPushState, { type: 'answered', outcome: { kind: 'denied' } })).toBe(
      initialPushState,
    );
  });
});
