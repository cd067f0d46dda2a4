import { describe, expect, test } from 'vitest';
import { loadTexts, problemLine } from '../../tests/support/load-text.ts';
import { allSections } from './all-sections.ts';

const fileBackend = `
  file:
    path: users.yml
    extra_attributes:
      employee_number: { value_type: integer }
      badges: { value_type: string, multi_valued: true }`;

const ldapBackend = `
  ldap:
    implementation: rfc2307bis
    address: ldaps://ldap.example.com
    base_dn: dc=example,dc=com
    user: cn=gatehouse,dc=example,dc=com
    password: hunter2-of-the-directory
    attributes:
      nickname: initials
      extra:
        employeeNumber: { name: employee_number, value_type: integer }
        title: { value_type: string }`;

/** The errors of a configuration with these computed attributes. */
async function errorsOf(
  backend: string,
  attributes: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const written = Object.entries(attributes).map(
    ([name, expression]) => `    ${name}:\n      expression: ${JSON.stringify(expression)}`,
  );
  const text = `definitions:
  user_attributes:
${written.join('\n')}
authentication_backend:
  password_reset: { disable: true }${backend}
`;
  const { problems } = await loadTexts({ 'c.yml': text }, { files: ['c.yml'], sections: allSections });
  return problems
    .filter(({ severity, keyPath }) => severity === 'error' && keyPath.startsWith('definitions.'))
    .map(problemLine);
}

test('expressions over the attributes of either backend are taken', async () => {
  const everywhere = {
    is_admin: '"admins" in groups && employee_number > 7',
    mailbox: 'email.split("@")[0] + nickname',
    seen: 'updated_at > 0 && email_verified',
  };
  expect(
    await errorsOf(fileBackend, { ...everywhere, town: 'address.locality + given_name + badges[0]' }),
  ).toEqual([]);
  expect(await errorsOf(ldapBackend, { ...everywhere, position: 'title' })).toEqual([]);
});

describe('what is wrong is told at the expression, with the character', () => {
  test.each<[string, string, string]>([
    [
      '"admins" in grups',
      'error c.yml:4:19 definitions.user_attributes.a.expression: The expression is wrong at character 13: there is no attribute "grups".',
      'Did you mean groups?',
    ],
    ['1 +', 'at character 4: unexpected token', 'Write a CEL expression'],
    ['employee_number + "x"', 'at character 1: no such overload: int + string', 'Write a CEL expression'],
    ['is_admin', 'there is no attribute "is_admin"', 'authentication_backend.file.extra_attributes'],
    ['b"bytes"', 'the result is of the type bytes, which is no value of an attribute', ''],
    ['1 &&\n\n2', 'bool', ''],
  ])('%j', async (expression, problem, hint) => {
    const errors = await errorsOf(fileBackend, { a: expression });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(problem);
    expect(errors[0]).toContain(hint);
  });
});

test('in LDAP an attribute exists where an LDAP attribute is configured for it', async () => {
  const errors = await errorsOf(ldapBackend, { a: 'given_name' });
  expect(errors).toEqual([
    expect.stringContaining(
      'Write an attribute that users have, or define it: authentication_backend.ldap.attributes',
    ),
  ]);
});

test('names that attributes have already are refused', async () => {
  expect(await errorsOf(fileBackend, { badges: '"x"' })).toEqual([
    expect.stringContaining('Users have an extra attribute "badges" already.'),
  ]);
  expect(await errorsOf(ldapBackend, { employee_number: '1', title: '"x"' })).toHaveLength(2);
  expect(await errorsOf(ldapBackend, { openid_authreq_claim_value: '1' })).toEqual([
    expect.stringContaining('Users have an attribute "openid_authreq_claim_value" already.'),
  ]);
});
