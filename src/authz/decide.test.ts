import { expect, test } from 'vitest';
import type { Requirement } from '../access/policy.ts';
import type { ProofTimes } from '../session/proof-age.ts';
import { basicChallenges } from './basic-challenges.ts';
import { decide } from './decide.ts';
import type { Identification } from './identify.ts';

const portal = 'https://auth.example.com/';
const challenge = basicChallenges.authorization;

const nowMs = Date.UTC(2026, 0, 1);
const circumstances = { portalUrl: portal, nowMs, host: 'app.example.com' };
const minute = 60_000;

const person = (
  level: 1 | 2,
  proofTimes: ProofTimes = { firstFactorAtMs: nowMs, secondFactorAtMs: undefined },
) => ({
  username: 'john',
  displayName: 'John',
  emails: [],
  groups: [],
  level,
  proofTimes,
});
const nobody: Identification = { identity: undefined, isRejected: false, challenge: undefined };
const levelOne: Identification = { ...nobody, identity: person(1) };
const levelTwo: Identification = { ...nobody, identity: person(2) };
const viaHeader: Identification = { ...levelOne, challenge };
const headerMissing: Identification = { ...nobody, challenge };
const wrong: Identification = { ...headerMissing, isRejected: true };

const rule = (policy: Requirement['policy'], dependsOnSubject = false): Requirement => ({
  policy,
  rule: 1,
  dependsOnSubject,
});

const young = (policy: Requirement['policy']): Requirement => ({ ...rule(policy), maxAgeMs: 10 * minute });
/** Somebody who gave the factors so many minutes ago. */
const proved = (level: 1 | 2, first: number, second?: number): Identification => ({
  ...nobody,
  identity: person(level, {
    firstFactorAtMs: nowMs - first * minute,
    secondFactorAtMs: second === undefined ? undefined : nowMs - second * minute,
  }),
});

const allow = (reason: string) => `allow: ${reason}`;

test.each([
  [rule('bypass'), nobody, allow('public')],
  [rule('bypass'), levelOne, allow('public')],
  [rule('bypass'), wrong, allow('public')],
  [rule('bypass', true), wrong, allow('public')],
  [rule('one_factor'), nobody, 'sign-in: anonymous'],
  [rule('one_factor'), levelOne, allow('level-reached')],
  [rule('one_factor'), levelTwo, allow('level-reached')],
  [rule('one_factor'), viaHeader, allow('level-reached')],
  [rule('one_factor'), headerMissing, 'challenge: anonymous'],
  [rule('one_factor'), wrong, 'challenge: credentials-rejected'],
  [rule('one_factor', true), wrong, 'challenge: anonymous'],
  [rule('two_factor'), nobody, 'sign-in: anonymous'],
  [rule('two_factor'), levelOne, 'sign-in: level-too-low'],
  [rule('two_factor'), levelTwo, allow('level-reached')],
  [rule('two_factor'), viaHeader, 'challenge: level-too-low'],
  [rule('two_factor'), wrong, 'challenge: credentials-rejected'],
  [rule('deny'), nobody, 'forbidden: denied'],
  [rule('deny'), levelTwo, 'forbidden: denied'],
  [rule('deny'), headerMissing, 'forbidden: denied'],
  [rule('deny'), wrong, 'challenge: credentials-rejected'],
  [rule('deny', true), nobody, 'sign-in: denied-unless-known'],
  [rule('deny', true), headerMissing, 'challenge: denied-unless-known'],
  [rule('deny', true), wrong, 'challenge: denied-unless-known'],
  [rule('deny', true), levelOne, 'forbidden: denied'],
])('%j for %j: %s', (requirement, identification, expected) => {
  const { kind, reason } = decide(requirement, identification, circumstances);
  expect(`${kind}: ${reason}`).toBe(expected);
});

test('a sign-in leads to the portal, a challenge asks as the last strategy does', () => {
  expect(decide(rule('one_factor'), nobody, circumstances)).toMatchObject({ portalUrl: portal });
  expect(decide(rule('one_factor'), nobody, { ...circumstances, portalUrl: undefined })).toMatchObject({
    portalUrl: undefined,
  });
  expect(decide(rule('one_factor'), wrong, circumstances)).toMatchObject({ challenge });
});

test.each([
  ['one_factor', proved(1, 9), 'allow: level-reached'],
  ['one_factor', proved(1, 10), 'sign-in: proof-too-old'],
  ['one_factor', proved(2, 60, 9), 'allow: level-reached'],
  ['one_factor', proved(2, 9, 60), 'allow: level-reached'],
  ['one_factor', proved(2, 60, 60), 'sign-in: proof-too-old'],
  ['two_factor', proved(1, 1), 'sign-in: level-too-low'],
  ['two_factor', proved(2, 60, 9), 'allow: level-reached'],
  ['two_factor', proved(2, 1, 10), 'sign-in: proof-too-old'],
  // A remembered device was not proved: it has no time.
  ['two_factor', proved(2, 1), 'sign-in: proof-too-old'],
  ['two_factor', { ...proved(2, 1, 10), challenge }, 'challenge: proof-too-old'],
  ['deny', proved(2, 60, 60), 'forbidden: denied'],
] as const)('with max_age: %s for %j: %s', (policy, identification, expected) => {
  const { kind, reason } = decide(young(policy), identification, circumstances);
  expect(`${kind}: ${reason}`).toBe(expected);
});
