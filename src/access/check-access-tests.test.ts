import { describe, expect, test } from 'vitest';
import { accessRule } from '../../tests/support/access-rule.ts';
import type { AccessTestConfig } from '../config/sections/access-control.ts';
import { checkAccessTests } from './check-access-tests.ts';

const rules = [
  accessRule('bypass', { domain: ['app.example.com'], methods: ['OPTIONS'] }),
  accessRule('deny', { domain: ['app.example.com'], resources: ['^/admin'], subject: [['group:guests']] }),
  accessRule('one_factor', { domain: ['app.example.com'], networks: ['10.0.0.0/8'] }),
  accessRule('two_factor', { domain: ['app.example.com'] }),
];

/** What a test reports, with the rules above. */
function failures(test: Partial<AccessTestConfig>, before = 0) {
  const one: AccessTestConfig = {
    url: ['https://app.example.com/'],
    method: ['GET'],
    subject: undefined,
    ip: undefined,
    policy: 'two_factor',
    ...test,
  };
  const fine: AccessTestConfig = { ...one, url: ['https://other.example.com/'], policy: 'deny' };
  const reported: unknown[] = [];
  const tests = [...Array.from({ length: before }, () => fine), one];
  checkAccessTests({ default_policy: 'deny', rules, tests }, (problem) => reported.push(problem));
  return reported;
}

const person = (username: string | undefined, ...groups: string[]) => ({
  username,
  groups,
  clientId: undefined,
});

test.each<Partial<AccessTestConfig>>([
  {},
  { subject: person('john') },
  { ip: '10.1.1.1', policy: 'one_factor' },
  { ip: '::ffff:10.1.1.1', policy: 'one_factor' },
  { method: ['OPTIONS'], policy: 'bypass' },
  { url: ['https://app.example.com/admin'], subject: person('eve', 'guests'), policy: 'deny' },
  { url: ['https://app.example.com/admin'], subject: person('john', 'admins') },
  { url: ['https://app.example.com/x/../admin'], subject: person('eve', 'guests'), policy: 'deny' },
  { url: ['https://APP.example.com:8443/', 'https://app.example.com/?x'], method: ['GET', 'POST'] },
])('%j holds', (assertion) => {
  expect(failures(assertion)).toEqual([]);
});

test('what does not hold is an error at its place, with what was expected, what came, and by which rule', () => {
  expect(failures({ ip: '10.0.0.1' }, 2)).toEqual([
    {
      path: ['access_control', 'tests', 2, 'policy'],
      severity: 'error',
      message:
        'two_factor was expected for GET https://app.example.com/ by somebody not signed in from 10.0.0.1, but rule 3 requires one_factor.',
      hint: 'To see why: gatehouse access-control check-policy --url https://app.example.com/ --ip 10.0.0.1 --explain',
    },
  ]);
});

test('the hint is a command line that asks the same', () => {
  const subject = { username: "o'hara", groups: ['a', 'b c'], clientId: undefined };
  const url = ['https://app.example.com/?a=1&b=2'];
  expect(failures({ url, subject, method: ['POST'], policy: 'deny' })).toMatchObject([
    {
      message: expect.stringContaining("by user:o'hara, group:a, group:b c, but rule 4 requires two_factor"),
      hint: String.raw`To see why: gatehouse access-control check-policy --url 'https://app.example.com/?a=1&b=2' --method POST --username 'o'\''hara' --groups 'a,b c' --explain`,
    },
  ]);
});

describe('each URL with each method', () => {
  test('is a test of its own', () => {
    const url = ['https://app.example.com/', 'https://none.example.com/'];
    expect(failures({ url, method: ['GET', 'OPTIONS'] })).toMatchObject([
      { message: expect.stringContaining('OPTIONS https://app.example.com/ by') },
      { message: expect.stringContaining('GET https://none.example.com/ by') },
      { message: expect.stringContaining('but no rule matches and the default policy requires deny') },
    ]);
  });
});

test('a URL that no proxy may ask about is told', () => {
  expect(failures({ url: ['http://app.example.com/'] })).toMatchObject([
    {
      path: ['access_control', 'tests', 0, 'url'],
      message: expect.stringContaining('is no URL that a proxy may'),
    },
  ]);
});

test('a client of the provider is asked for as such', () => {
  const subject = { username: undefined, groups: [], clientId: 'app' };
  expect(failures({ subject, policy: 'deny' })).toMatchObject([
    {
      message: expect.stringContaining('by oauth2:client:app, but'),
      hint: expect.stringContaining('--client-id app'),
    },
  ]);
});
