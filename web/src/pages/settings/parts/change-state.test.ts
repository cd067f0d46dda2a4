import { expect, test } from 'vitest';
import { changeStep, noChange } from './change-state.ts';

const working = { isWorking: true, problem: undefined };
const failed = { kind: 'failed', problem: 'offline' } as const;

test('a change is made once at a time', () => {
  expect(changeStep(noChange, { type: 'began' })).toEqual(working);
  expect(changeStep(working, { type: 'began' })).toEqual(working);
});

test('what went wrong is kept until the next try', () => {
  const after = changeStep(working, { type: 'ended', outcome: failed });
  expect(after).toEqual({ isWorking: false, problem: failed });
  expect(changeStep(after, { type: 'began' })).toEqual(working);
  expect(changeStep(after, { type: 'forgotten' })).toEqual(noChange);
});

test('giving up is no problem', () => {
  expect(changeStep(working, { type: 'ended', outcome: { kind: 'given-up' } })).toEqual(noChange);
});
