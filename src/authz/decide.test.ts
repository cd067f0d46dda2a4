import { expect, test } from 'vitest';
import type { Requirement } from '../access/policy.ts';
import { basicChallenges } from './basic-challenges.ts';
import { decide } from './decide.ts';
import type { Identification } from './identify.ts';

const portal = 'https://auth.example.com/';
const challenge = basicChallenges.authorization;

const person = (level: 1 | 2) => ({ username: 'john', displayName: 'John', emails: [], groups: [], level });
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
  const { kind, reason } = decide(requirement, identification, portal);
  expect(`${kind}: ${reason}`).toBe(expected);
});

test('a sign-in leads to the portal, a challenge asks as the last strategy does', () => {
  expect(decide(rule('one_factor'), nobody, portal)).toMatchObject({ portalUrl: portal });
  expect(decide(rule('one_factor'), nobody, undefined)).toMatchObject({ portalUrl: undefined });
  expect(decide(rule('one_factor'), wrong, portal)).toMatchObject({ challenge });
});
