import { expect, test } from 'vitest';
import type { PageData } from '../../../../shared/api/page.ts';
import { initialSignOutState, type SignOutState, signOutStep } from './sign-out-state.ts';

const data: PageData = {
  page: 'sign-out',
  basePath: '/',
  language: 'en',
  theme: 'light',
  canBeRemembered: false,
  canResetPassword: false,
};
const asking: SignOutState = { phase: 'asking', problem: undefined };
const sending: SignOutState = { phase: 'sending', problem: undefined };
const answered = (isTargetSafe: boolean, hasTarget: boolean) =>
  signOutStep(sending, { type: 'answered', outcome: { kind: 'signed-out', isTargetSafe }, hasTarget }).phase;

test('begins by asking, or with the news that it is done', () => {
  expect(initialSignOutState(data)).toEqual(asking);
  expect(initialSignOutState({ ...data, isSignedOut: true }).phase).toBe('done');
  expect(initialSignOutState({ ...data, problem: 'unavailable' }).problem).toBe('sign-out-unavailable');
});

test('a second press while it is under way does nothing', () => {
  expect(signOutStep(asking, { type: 'submitted' })).toEqual(sending);
  expect(signOutStep(sending, { type: 'submitted' })).toBe(sending);
});

test('goes on only to a target that the server calls safe', () => {
  expect(answered(true, true)).toBe('leaving');
  expect(answered(false, true)).toBe('done');
  expect(answered(true, false)).toBe('done');
});

test.each([
  ['offline', 'sign-out-offline'],
  ['unavailable', 'sign-out-unavailable'],
  ['too-many', 'too-many'],
] as const)(
  'a failure (%s) says that the person is still signed in, and lets them try again',
  (problem, message) => {
    expect(
      signOutStep(sending, { type: 'answered', outcome: { kind: 'failed', problem }, hasTarget: false }),
    ).toEqual({ phase: 'asking', problem: message });
  },
);
