import { describe, expect, test } from 'vitest';
import type { PageData } from '../../../../shared/api/page.ts';
import {
  fieldToMend,
  initialSignInState,
  isFieldWrong,
  type SignInState,
  signInStep,
} from './sign-in-state.ts';

const data: PageData = {
  page: 'sign-in',
  basePath: '/',
  language: 'en',
  theme: 'light',
  canBeRemembered: true,
  canResetPassword: true,
};
const ready: SignInState = { phase: 'ready', problem: undefined };
const sending: SignInState = { phase: 'sending', problem: undefined };
const submit = (username: string, password: string) => ({ type: 'submitted', username, password }) as const;

describe('a page begins', () => {
  test('with nothing wrong', () => {
    expect(initialSignInState(data)).toEqual(ready);
  });

  test('with what was wrong with a form sent without script', () => {
    expect(initialSignInState({ ...data, problem: 'wrong-credentials' }).problem).toBe('wrong-credentials');
  });

  test('with nothing said about problems that only the error page has words for', () => {
    expect(initialSignInState({ ...data, problem: 'not-found' }).problem).toBeUndefined();
  });
});

describe('a press on the button', () => {
  test('sends a filled-in form and takes back what was wrong before', () => {
    expect(signInStep({ phase: 'ready', problem: 'wrong-credentials' }, submit('john', 'secret'))).toEqual(
      sending,
    );
  });

  test('does nothing while the form is under way', () => {
    expect(signInStep(sending, submit('john', 'secret'))).toBe(sending);
    const leaving: SignInState = { phase: 'leaving', problem: undefined };
    expect(signInStep(leaving, submit('john', 'secret'))).toBe(leaving);
  });

  test.each([
    ['', '', 'missing-fields'],
    ['  ', '', 'missing-fields'],
    ['', 'secret', 'missing-user-name'],
    ['john', '', 'missing-password'],
  ])('with user name "%s" and password "%s" says %s', (username, password, problem) => {
    expect(signInStep(ready, submit(username, password))).toEqual({ phase: 'ready', problem });
  });

  test('sends a password of spaces, which may be one', () => {
    expect(signInStep(ready, submit('john', '   ')).phase).toBe('sending');
  });
});

describe('an answer', () => {
  test('of success leaves the page', () => {
    const outcome = { kind: 'signed-in', redirect: undefined } as const;
    expect(signInStep(sending, { type: 'answered', outcome })).toEqual({
      phase: 'leaving',
      problem: undefined,
    });
  });

  test.each(['wrong-credentials', 'too-many', 'unavailable', 'offline', 'foreign-origin'] as const)(
    'of %s opens the form again and says so',
    (problem) => {
      expect(signInStep(sending, { type: 'answered', outcome: { kind: 'failed', problem } })).toEqual({
        phase: 'ready',
        problem,
      });
    },
  );

  test('that nobody waits for any more changes nothing', () => {
    const outcome = { kind: 'signed-in', redirect: undefined } as const;
    expect(signInStep(ready, { type: 'answered', outcome })).toBe(ready);
  });
});

test('a page brought back from the history takes input again', () => {
  expect(signInStep({ phase: 'leaving', problem: undefined }, { type: 'returned' })).toEqual(ready);
});

test('the focus goes where the mistake is, and stays where there is none in the form', () => {
  expect(fieldToMend('wrong-credentials')).toBe('password');
  expect(fieldToMend('missing-fields')).toBe('user-name');
  expect(fieldToMend('missing-user-name')).toBe('user-name');
  expect(fieldToMend('offline')).toBeUndefined();
});

test('wrong credentials mark both fields, a missing one itself, a fault of the server none', () => {
  const marked = (problem: Parameters<typeof isFieldWrong>[0]) =>
    (['user-name', 'password'] as const).filter((field) => isFieldWrong(problem, field));
  expect(marked('wrong-credentials')).toEqual(['user-name', 'password']);
  expect(marked('missing-password')).toEqual(['password']);
  expect(marked('unavailable')).toEqual([]);
  expect(marked(undefined)).toEqual([]);
});
