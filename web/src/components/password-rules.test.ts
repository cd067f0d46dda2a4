import { expect, test } from 'vitest';
import type { PasswordPolicyData } from '../../../shared/api/configuration.ts';
import { passwordRules } from './password-rules.ts';

const strict: PasswordPolicyData = {
  mode: 'standard',
  min_length: 8,
  max_length: 20,
  min_score: 0,
  require_uppercase: true,
  require_lowercase: true,
  require_number: true,
  require_special: true,
};
const unmet = (password: string) =>
  passwordRules(strict)
    .filter(({ isMet }) => !isMet(password))
    .map(({ id }) => id);

test('a password that meets every rule', () => {
  expect(unmet('Correct-horse-1')).toEqual([]);
});

test.each([
  ['', ['rule-min-length', 'rule-uppercase', 'rule-lowercase', 'rule-number', 'rule-special']],
  ['correct-horse-1', ['rule-uppercase']],
  ['CORRECT-HORSE-1', ['rule-lowercase']],
  ['Correct-horse-x', ['rule-number']],
  ['Correct1horse', ['rule-special']],
  ['Correct-horse-123456789', ['rule-max-length']],
  // As the server: bytes count, and whatever is not of ASCII is special.
  ['Aä1äbc', []],
])('of "%s" these are not met: %j', (password, expected) => {
  expect(unmet(password)).toEqual(expected);
});

test('other policies have no rules that a page could tell', () => {
  expect(passwordRules({ ...strict, mode: 'zxcvbn' })).toEqual([]);
  expect(passwordRules({ ...strict, mode: 'disabled' })).toEqual([]);
  expect(passwordRules({ ...strict, max_length: 0 }).map(({ id }) => id)).not.toContain('rule-max-length');
});
