import { expect, test } from 'vitest';
import { passwordMessages } from '../../../../../shared/api/password.ts';
import { fieldToMend, type PasswordState, passwordStep, readyPassword } from './password-state.ts';

const typed = { old: 'old one', new: 'new one', again: 'new one' };
const sending: PasswordState = { phase: 'sending', problem: undefined };
const refusedWith = (message: string, status = 400) =>
  passwordStep(sending, { type: 'answered', outcome: { kind: 'refused', status, message } }).problem;

test('a filled-in form is sent once', () => {
  expect(passwordStep(readyPassword, { type: 'submitted', typed })).toEqual(sending);
  expect(passwordStep(sending, { type: 'submitted', typed })).toBe(sending);
});

test.each([
  [{ ...typed, old: '' }, 'change-password-old-missing', 'old'],
  [{ ...typed, new: '' }, 'change-password-new-missing', 'new'],
  [{ ...typed, again: 'new 0ne' }, 'change-password-differ', 'again'],
  [{ ...typed, new: 'old one', again: 'old one' }, 'change-password-reused', 'new'],
])('what is wrong already is said at its field: %j', (wrong, problem, field) => {
  const state = passwordStep(readyPassword, { type: 'submitted', typed: wrong });
  expect(state).toEqual({ phase: 'ready', problem: { kind: 'field', problem } });
  expect(fieldToMend(state.problem)).toBe(field);
});

test.each([
  [passwordMessages.incorrect, 'change-password-wrong', 'old'],
  [passwordMessages.weak, 'change-password-weak', 'new'],
  [passwordMessages.tooSimple, 'change-password-weak', 'new'],
  [passwordMessages.reused, 'change-password-reused', 'new'],
  ['', 'change-password-refused', 'new'],
])('the answer "%s" is %s', (message, problem, field) => {
  expect(refusedWith(message)).toEqual({ kind: 'field', problem });
  expect(fieldToMend(refusedWith(message))).toBe(field);
});

test('a directory’s own words are passed on', () => {
  const words = 'It was used less than a year ago.';
  expect(refusedWith(words)).toEqual({ kind: 'directory', words });
});

test('whoever gives up at the code finds the form as it was', () => {
  expect(passwordStep(sending, { type: 'answered', outcome: { kind: 'given-up' } })).toEqual(readyPassword);
});
