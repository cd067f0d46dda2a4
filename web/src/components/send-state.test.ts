import { expect, test } from 'vitest';
import { type SendState, sendStep } from './send-state.ts';

type State = SendState<'missing'>;
const ready: State = { phase: 'ready', problem: undefined };
const sending: State = { phase: 'sending', problem: undefined };
const done: State = { phase: 'done', problem: undefined };

test('a press sends what is right, and names what is not', () => {
  expect(sendStep({ ...ready, problem: 'missing' }, { type: 'submitted', problem: undefined })).toEqual(
    sending,
  );
  expect(sendStep(ready, { type: 'submitted', problem: 'missing' })).toEqual({
    phase: 'ready',
    problem: 'missing',
  });
});

test.each([sending, done])('a press while $phase does nothing', (state) => {
  expect(sendStep(state, { type: 'submitted', problem: undefined })).toBe(state);
});

test('an answer ends it, or opens the form again', () => {
  expect(sendStep(sending, { type: 'answered', problem: undefined })).toEqual(done);
  expect(sendStep(sending, { type: 'answered', problem: 'offline' })).toEqual({
    phase: 'ready',
    problem: 'offline',
  });
  expect(sendStep(ready, { type: 'answered', problem: undefined })).toBe(ready);
});
