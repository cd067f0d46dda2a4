import { expect, test } from 'vitest';
import { compileAuthorizationPolicies } from './authorization-policies.ts';

const policies = compileAuthorizationPolicies(
  {
    staff: {
      default_policy: 'deny',
      rules: [
        { policy: 'one_factor', subject: [['group:staff']], networks: ['office'] },
        { policy: 'two_factor', subject: [['group:staff', 'group:dev'], ['user:jane']], networks: [] },
      ],
    },
  },
  (names) => names.map((name) => (name === 'office' ? '192.0.2.0/24' : name)),
);
const john = { username: 'john', groups: ['staff'], address: '192.0.2.7' };

test.each([
  ['one_factor', john, 'one_factor'],
  ['two_factor', john, 'two_factor'],
  ['staff', john, 'one_factor'],
  ['staff', { ...john, address: '198.51.100.1' }, 'deny'],
  ['staff', { ...john, address: undefined }, 'deny'],
  ['staff', { ...john, address: undefined, groups: ['dev', 'staff'] }, 'two_factor'],
  ['staff', { username: 'jane', groups: [], address: undefined }, 'two_factor'],
  ['not there', john, 'deny'],
] as const)('behaviour.md §9.1: the policy %s for %j: %s', (name, subject, requirement) => {
  expect(policies(name, subject)).toBe(requirement);
});
