import { expect, test } from 'vitest';
import { cheapHashConfig } from '../../../tests/support/cheap-hash-config.ts';
import { attributeVariables } from '../../config/sections/definitions/attribute-variables.ts';
import type { UserDetails } from '../backend.ts';
import { createUserAttributes } from './user-attributes.ts';

const john: UserDetails = {
  username: 'john',
  displayName: 'John Doe',
  emails: ['john@example.com', 'jd@example.com'],
  groups: ['admins', 'dev'],
  attributes: {
    given_name: 'John',
    phone_number: '+1 555 0100',
    phone_extension: '7',
    locality: 'Dresden',
    country: 'DE',
    employee_number: 42,
    is_contractor: false,
  },
};

const variables = attributeVariables({
  password_reset: { disable: true, custom_url: undefined },
  password_change: { disable: true },
  refresh_interval: 'always',
  file: {
    path: 'users.yml',
    watch: false,
    search: { email: false, case_insensitive: false },
    password: cheapHashConfig,
    extra_attributes: {
      employee_number: { value_type: 'integer', multi_valued: false },
      is_contractor: { value_type: 'boolean', multi_valued: false },
      badges: { value_type: 'string', multi_valued: true },
      grade: { value_type: 'integer', multi_valued: false },
      'not-a-name': { value_type: 'string', multi_valued: false },
      package: { value_type: 'string', multi_valued: false },
    },
  },
});

const attributes = createUserAttributes({
  definitions: {
    is_admin: { expression: '"admins" in groups && !is_contractor' },
    level: { expression: '"admins" in groups ? employee_number + 1 : 0' },
    next_grade: { expression: 'grade + 1' },
    wanted: { expression: 'openid_authreq_claim_value == "x"' },
  },
  variables,
});

const resolve = (name: string, user = john) => {
  const evaluation = attributes.resolve(name, user, { updatedAtMs: 1_700_000_000_999 });
  return evaluation.outcome === 'value' ? evaluation.value : { failed: evaluation.reason };
};

test.each<[string, unknown]>([
  ['username', 'john'],
  ['display_name', 'John Doe'],
  ['email', 'john@example.com'],
  ['emails', ['john@example.com', 'jd@example.com']],
  ['emails_extra', ['jd@example.com']],
  ['email_verified', true],
  ['groups', ['admins', 'dev']],
  ['updated_at', 1_700_000_000],
  ['given_name', 'John'],
  ['nickname', ''],
  ['phone_number', '+1 555 0100'],
  ['phone_number_rfc3966', '+1 555 0100;ext=7'],
  ['phone_number_verified', false],
  ['address', { locality: 'Dresden', country: 'DE' }],
  ['employee_number', 42],
  ['badges', []],
  ['is_admin', true],
  ['level', 43],
])('%s', (name, value) => {
  expect(resolve(name)).toEqual(value);
});

test('somebody of whom nothing is known but the name has empty ones', () => {
  const bare = { username: 'bare', displayName: '', emails: [], groups: [] };
  expect(
    ['email', 'phone_number_rfc3966', 'address', 'emails_extra'].map((name) => resolve(name, bare)),
  ).toEqual(['', '', {}, []]);
});

test('a value that the user lacks gives no computed attribute, with the reason', () => {
  expect(resolve('next_grade')).toEqual({ failed: expect.stringContaining('grade') });
  expect(resolve('nobody_knows_this')).toEqual({ failed: 'users have no attribute "nobody_knows_this"' });
  expect(resolve('constructor')).toEqual({ failed: expect.stringContaining('constructor') });
});

test('what a client asks of a claim is there while it is made', () => {
  const claimRequest = { value: 'x' };
  expect(attributes.resolve('wanted', john, { updatedAtMs: 0, claimRequest })).toEqual({
    outcome: 'value',
    value: true,
  });
  expect(resolve('wanted')).toEqual({ failed: expect.any(String) });
});

test('the names of the computed ones are known', () => {
  expect(attributes.computed).toEqual(['is_admin', 'level', 'next_grade', 'wanted']);
});

test('an expression that was not checked is a fault of the program', () => {
  expect(() => createUserAttributes({ definitions: { x: { expression: '1 +' } }, variables })).toThrow(
    TypeError,
  );
});
