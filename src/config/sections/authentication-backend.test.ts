import { expect, test } from 'vitest';
import { problemLines, readSection } from '../../../tests/support/read-section.ts';
import { authenticationBackend } from './authentication-backend.ts';

const path = '/config/users.yml';
const file = (password: object) => ({ file: { path, password } });

test('the defaults of the file backend', () => {
  expect(readSection(authenticationBackend, { file: { path } })).toEqual({
    ready: {
      password_reset: { disable: false, custom_url: undefined },
      password_change: { disable: false },
      refresh_interval: 300_000,
      ldap: undefined,
      file: {
        path,
        watch: false,
        search: { email: false, case_insensitive: false },
        extra_attributes: {},
        password: {
          algorithm: 'argon2',
          argon2: {
            variant: 'argon2id',
            iterations: 3,
            memory: 65_536,
            parallelism: 4,
            key_length: 32,
            salt_length: 16,
          },
          sha2crypt: { variant: 'sha512', iterations: 50_000, salt_length: 16 },
          pbkdf2: { variant: 'sha512', iterations: 310_000, salt_length: 16 },
          bcrypt: { variant: 'standard', cost: 12 },
          scrypt: {
            variant: 'scrypt',
            iterations: 16,
            block_size: 8,
            parallelism: 1,
            key_length: 32,
            salt_length: 16,
          },
        },
      },
    },
    problems: [],
  });
});

test.each([
  [{ file: { path } }, 300_000],
  [{ file: { path, watch: true } }, 'always'],
  [{ file: { path, watch: true }, refresh_interval: '1m' }, 60_000],
  [{ file: { path }, refresh_interval: 'disable' }, 'disable'],
  [{ file: { path }, refresh_interval: 'always' }, 'always'],
])('%j: users are looked up anew after %s', (raw, interval) => {
  expect(readSection(authenticationBackend, raw).ready?.refresh_interval).toBe(interval);
});

test('a page of another program for resets switches resets on', () => {
  const password_reset = { disable: true, custom_url: 'https://passwords.example.com' };
  expect(
    readSection(authenticationBackend, { file: { path }, password_reset }).ready?.password_reset.disable,
  ).toBe(false);
});

test('the rounds of PBKDF2 suit the digest unless written', () => {
  const rounds = (pbkdf2: object) =>
    readSection(authenticationBackend, file({ pbkdf2 })).ready?.file?.password.pbkdf2.iterations;
  expect(rounds({ variant: 'sha256' })).toBe(700_000);
  expect(rounds({ variant: 'sha256', iterations: '600000' })).toBe(600_000);
});

const ldap = {
  address: 'ldaps://dc.example.com',
  implementation: 'activedirectory',
  base_dn: 'DC=example,DC=com',
  user: 'CN=gatehouse',
  password: 'hunter2',
};

test('an LDAP implementation fills in attributes and filters, which the file may override', () => {
  const { ready, problems } = readSection(authenticationBackend, {
    ldap: { ...ldap, attributes: { mail: 'otherMail' } },
  });
  expect(problems).toEqual([]);
  expect(ready?.ldap).toMatchObject({
    timeout: 5000,
    groups_filter: '(&(member={dn})(|(sAMAccountType=268435456)(sAMAccountType=536870912)))',
    attributes: { username: 'sAMAccountName', mail: 'otherMail', country: 'c' },
  });
});

test.each([
  [{}, 'error : Nothing says where users and their passwords are'],
  [{ file: { path }, ldap }, 'error : Users can be in a file or in LDAP, not in both'],
  [{ file: {} }, 'error file.path: This key is missing. Write the path of the users file'],
  [{ file: { path }, refresh_interval: 'never' }, 'error refresh_interval: "never" is not a duration'],
  [
    { file: { path }, password_reset: { custom_url: 'ftp://x.example.com' } },
    'error password_reset.custom_url: A URL with ftp://',
  ],
  [
    { file: { path, extra_attributes: { a: {} } } },
    'error file.extra_attributes.a.value_type: This key is missing',
  ],
  [file({ algorithm: 'md5' }), 'error file.password.algorithm: "md5" is not known here'],
  [
    file({ argon2: { memory: 16 } }),
    'error file.password.argon2.memory: Argon2 with parallelism 4 needs at least 32 KiB',
  ],
  [
    file({ pbkdf2: { iterations: 1000 } }),
    'error file.password.pbkdf2.iterations: PBKDF2 needs at least 100000',
  ],
  [file({ bcrypt: { cost: 9 } }), 'error file.password.bcrypt.cost: 9 is too small'],
  [file({ bcrypt: { cost: 32 } }), 'error file.password.bcrypt.cost: 32 is too large'],
  [
    file({ scrypt: { variant: 'yescrypt', parallelism: 2 } }),
    'error file.password.scrypt.parallelism: yescrypt knows no',
  ],
  [{ ldap: { ...ldap, implementation: 'custom' } }, 'error ldap.users_filter: This key is missing'],
  [{ ldap: { ...ldap, user: undefined } }, 'error ldap.user: This key is missing'],
  [{ ldap: { ...ldap, password: undefined } }, 'error ldap.password: This key is missing'],
  [
    { ldap: { ...ldap, users_filter: 'uid={input}' } },
    'error ldap.users_filter: The filter is not in parentheses',
  ],
  [{ ldap: { ...ldap, users_filter: '(uid={0})' } }, 'error ldap.users_filter: The placeholder {0} is gone'],
  [
    { ldap: { ...ldap, users_filter: '(uid={input})' } },
    'error ldap.users_filter: The filter does not contain {username_attribute}',
  ],
  [
    { ldap: { ...ldap, group_search_mode: 'memberof' } },
    'error ldap.groups_filter: group_search_mode memberof needs',
  ],
  [
    {
      ldap: {
        ...ldap,
        implementation: 'freeipa',
        group_search_mode: 'memberof',
        groups_filter: '(|{memberof:dn})',
      },
    },
    'error ldap.attributes: group_search_mode memberof needs the attribute distinguished_name',
  ],
  [
    { ldap: { ...ldap, permit_unauthenticated_bind: true } },
    'error ldap.password: An unauthenticated bind has no password',
  ],
  [
    { ldap: { ...ldap, password: undefined, permit_unauthenticated_bind: true } },
    'error ldap.permit_unauthenticated_bind: Passwords cannot be reset without signing in',
  ],
])('%j: %s', (raw, line) => {
  const [first] = problemLines(authenticationBackend, raw);
  expect(first).toContain(line);
  expect(first).not.toContain('hunter2');
});
