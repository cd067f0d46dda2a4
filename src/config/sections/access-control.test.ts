import { describe, expect, test } from 'vitest';
import { problemLines, readSection } from '../../../tests/support/read-section.ts';
import { accessControl } from './access-control.ts';

/** A section with one rule. */
const rule = (keys: object) => ({ rules: [{ domain: 'app.example.com', policy: 'one_factor', ...keys }] });

/** The one rule as it is read, whatever the checks say. */
const readRule = (keys: object) => readSection(accessControl, rule(keys)).ready?.rules[0];

test('a rule with nothing but domain and policy', () => {
  expect(readSection(accessControl, rule({ domain: ['App.Example.com.', '*.Example.com'] }))).toEqual({
    ready: {
      default_policy: 'deny',
      networks: [],
      tests: [],
      rules: [
        {
          domain: ['app.example.com', '*.example.com'],
          domain_regex: [],
          policy: 'one_factor',
          max_age: undefined,
          inactivity: undefined,
          expiration: undefined,
          counts_as_activity: true,
          subject: [],
          networks: [],
          resources: [],
          methods: [],
          query: [],
        },
      ],
    },
    problems: [],
  });
});

test('max_age is a duration, and has no meaning where nothing is proved', () => {
  expect(readRule({ max_age: '10m' })?.max_age).toBe(600_000);
  const problemsOf = (keys: object) => readSection(accessControl, rule(keys)).problems;
  expect(problemsOf({ policy: 'one_factor', max_age: '1h' })).toEqual([]);
  expect(problemsOf({ max_age: '9s' })).toMatchObject([{ message: expect.stringContaining('too short') }]);
  expect(problemsOf({ policy: 'bypass', max_age: '10m' })).toMatchObject([{ severity: 'error' }]);
  expect(problemsOf({ policy: 'deny', max_age: '10m' })).toMatchObject([{ severity: 'warning' }]);
  expect(readRule({ inactivity: '5m', expiration: '1h' })).toMatchObject({
    inactivity: 300_000,
    expiration: 3_600_000,
  });
  expect(problemsOf({ policy: 'bypass', inactivity: '5m' })).toMatchObject([{ severity: 'error' }]);
});

test.each([
  ['user:john', [['user:john']]],
  [
    ['user:john', 'group:admins'],
    [['user:john'], ['group:admins']],
  ],
  [
    [['user:john', 'group:admins'], 'group:dev'],
    [['user:john', 'group:admins'], ['group:dev']],
  ],
  [[' user: john '], [['user:john']]],
  ['oauth2:client:app', [['oauth2:client:app']]],
])('the subject %j', (subject, ready) => {
  expect(readRule({ subject })?.subject).toEqual(ready);
});

test.each([
  [[[{ operator: 'present', key: 'a' }]], [[{ operator: 'present', key: 'a', value: undefined }]]],
  [
    [[{ key: 'a' }, { key: 'b', value: 1 }]],
    [
      [
        { operator: 'present', key: 'a' },
        { operator: 'equal', key: 'b', value: '1' },
      ],
    ],
  ],
  [
    [{ operator: 'not pattern', key: 'a', value: '^x$' }],
    [[{ operator: 'not pattern', key: 'a', value: '^x$' }]],
  ],
])('the query %j', (query, ready) => {
  expect(readRule({ query })?.query).toEqual(ready);
});

test('methods are upper-cased, patterns may hold commas', () => {
  expect(readRule({ methods: 'get,post' })?.methods).toEqual(['GET', 'POST']);
  expect(readRule({ resources: '^/a{1,2}$' })?.resources).toEqual(['^/a{1,2}$']);
});

test.each([
  [{}, 'error default_policy: There are no rules, and the default policy deny lets nobody in'],
  [
    { default_policy: 'bypass' },
    'error default_policy: There are no rules, and the default policy bypass guards nothing',
  ],
  [{ default_policy: 'one_factor' }, 'warning rules: There are no rules: one_factor is required everywhere'],
  [{ default_policy: 'allow' }, 'error default_policy: "allow" is not known here'],
  [{ rules: [{ policy: 'deny' }] }, 'error rules.0.domain: The rule names no domain'],
  [{ rules: [{ domain: 'a.b' }] }, 'error rules.0.policy: This key is missing'],
  [rule({ domain: [] }), 'error rules.0.domain: This list is empty'],
  [
    rule({ domain: 'https://app.example.com/x' }),
    'error rules.0.domain: "https://app.example.com/x" is not a domain',
  ],
  [rule({ domain: '*example.com' }), 'warning rules.0.domain: *example.com matches no host'],
  [
    rule({ policy: 'bypass', subject: 'user:john' }),
    'error rules.0.subject: A bypass rule cannot depend on who asks',
  ],
  [
    rule({ policy: 'bypass', domain_regex: '^(?P<User>.+)\\.x$' }),
    'error rules.0.domain_regex: A bypass rule cannot depend on who asks (User, Group)',
  ],
  [rule({ domain_regex: '(' }), 'error rules.0.domain_regex: This regular expression cannot be used'],
  [rule({ subject: 'john' }), 'error rules.0.subject: "john" is not a subject'],
  [rule({ subject: [['user:a', 'b']] }), 'error rules.0.subject.0.1: "b" is not a subject'],
  [rule({ subject: [[]] }), 'error rules.0.subject.0: An empty list of subjects would match everyone'],
  [rule({ subject: ['user:'] }), 'error rules.0.subject.0: "user:" is not a subject'],
  [rule({ methods: ['FETCH'] }), 'error rules.0.methods.0: "FETCH" is not known here'],
  [rule({ methods: ['GET', 'get'] }), 'error rules.0.methods: A method is named twice'],
  [rule({ networks: ['10.0.0.0/99'] }), 'error rules.0.networks.0: "10.0.0.0/99" is not a network'],
  [rule({ query: [[]] }), 'error rules.0.query.0: An empty list of tests would match every query'],
  [
    rule({ query: [[{ value: 'x' }]] }),
    'error rules.0.query.0.0.key: The name of the query parameter is missing',
  ],
  [
    rule({ query: [[{ key: 'a', operator: 'like' }]] }),
    'error rules.0.query.0.0.operator: "like" is not an operator',
  ],
  [
    rule({ query: [[{ key: 'a', operator: 'equal' }]] }),
    'error rules.0.query.0.0.value: The operator equal needs a value',
  ],
  [
    rule({ query: [[{ key: 'a', operator: 'absent', value: 'x' }]] }),
    'error rules.0.query.0.0.value: The operator absent takes no value',
  ],
  [
    rule({ query: [[{ key: 'a', operator: 'pattern', value: '(' }]] }),
    'error rules.0.query.0.0.value: This regular',
  ],
  [rule({ query: [[{ key: 'a', values: 'x' }]] }), 'error rules.0.query.0.0: "values" is not known here'],
  [{ networks: [{ name: 'lan', networks: [] }] }, 'error networks.0.networks: This list is empty'],
])('%j: %s', (raw, line) => {
  expect(problemLines(accessControl, raw)[0]).toContain(line);
});

test.each(['domain_regex', 'subject', 'networks', 'resources', 'methods', 'query'])(
  'a rule with %s is accepted without a word',
  (key) => {
    const written = {
      domain_regex: '^app',
      subject: 'user:john',
      networks: ['10.0.0.0/8'],
      resources: '^/api',
      methods: ['GET'],
      query: [[{ key: 'a' }]],
    };
    const raw = rule({ [key]: Object.entries(written).find(([name]) => name === key)?.[1] });
    expect(problemLines(accessControl, raw)).toEqual([]);
  },
);

test.each([
  [{ domain: '{user}.example.com' }, 'domain: A bypass rule that depends on who asks makes everyone sign in'],
  [
    { domain: '{Group}-x.a.b' },
    'domain: A bypass rule that depends on who asks makes everyone sign in first',
  ],
  [
    { resources: '^/(?P<User>\\w+)/' },
    'resources: A bypass rule that depends on who asks makes everyone sign',
  ],
  [{ resources: ['^/a', '/api'] }, 'resources: /api is also found in the middle of a path and in the query'],
])('a bypass rule with %j is warned of', (keys, line) => {
  expect(problemLines(accessControl, rule({ ...keys, policy: 'bypass' }))).toEqual([
    expect.stringContaining(`warning rules.0.${line}`),
  ]);
  expect(problemLines(accessControl, rule(keys))).toEqual([]);
});

test.each([
  ['^/admin$', true],
  ['^/admin/$', true],
  ['^/admin(\\?.*)?$', false],
  ['^/admin/.*$', false],
  ['^/\\w$', false],
  ['^/admin\\$', false],
])('a rule that protects %s is warned of: %s', (resources, isWarned) => {
  const avoidable = 'is not found where a query follows the path, so that adding one avoids one_factor';
  const lines = problemLines(accessControl, rule({ resources }));
  expect(lines).toEqual(isWarned ? [expect.stringContaining(avoidable)] : []);
  expect(problemLines(accessControl, rule({ resources, policy: 'bypass' }))).toEqual([]);
});

describe('tests', () => {
  const withTest = (keys: object) => ({
    ...rule({}),
    tests: [{ url: 'https://app.example.com/', policy: 'one_factor', ...keys }],
  });
  const readTest = (keys: object) => readSection(accessControl, withTest(keys)).ready?.tests?.[0];

  test('name a URL and a policy; GET by somebody who is not signed in is the default', () => {
    expect(readTest({})).toEqual({
      url: ['https://app.example.com/'],
      method: ['GET'],
      subject: undefined,
      ip: undefined,
      policy: 'one_factor',
    });
  });

  test.each([
    ['user:john', { username: 'john', groups: [], clientId: undefined }],
    [['user:john', 'group:a', 'group:b'], { username: 'john', groups: ['a', 'b'], clientId: undefined }],
    [['group:a'], { username: undefined, groups: ['a'], clientId: undefined }],
    ['oauth2:client:app', { username: undefined, groups: [], clientId: 'app' }],
  ])('the subject %j is one person', (subject, ready) => {
    expect(readTest({ subject })?.subject).toEqual(ready);
  });

  test('several URLs and methods stand for one test each', () => {
    const url = ['https://a.example.com/?a=1,2', 'https://b.example.com/'];
    expect(readTest({ url, method: ['post', 'PUT'] })).toMatchObject({ url, method: ['POST', 'PUT'] });
  });

  test.each([
    [{ url: 'app.example.com' }, 'error tests.0.url: This is not an absolute URL'],
    [{ url: [] }, 'error tests.0.url: This list is empty'],
    [{ policy: 'allow' }, 'error tests.0.policy: "allow" is not known here'],
    [{ policy: undefined }, 'error tests.0.policy: This key is missing'],
    [{ method: 'FETCH' }, 'error tests.0.method: "FETCH" is not known here'],
    [{ ip: '10.0.0.0/8' }, 'error tests.0.ip: "10.0.0.0/8" is not an address'],
    [{ subject: 'john' }, 'error tests.0.subject: "john" is not a subject'],
    [{ subject: [] }, 'error tests.0.subject: This list is empty'],
    [{ subject: ['user:a', 'user:b'] }, 'error tests.0.subject: A test asks for one person'],
    [{ subject: [['user:a'], ['group:b']] }, 'error tests.0.subject: Lists of lists are for rules'],
    [{ subject: ['oauth2:client:a', 'group:b'] }, 'error tests.0.subject: A client that asks for itself'],
    [{ expect: 'deny' }, 'error tests.0: Unrecognized key: "expect"'],
  ])('%j: %s', (keys, line) => {
    expect(problemLines(accessControl, withTest(keys))[0]).toContain(line);
  });
});

test('two_factor is possible, with a warning that nobody reaches it yet', () => {
  expect(problemLines(accessControl, rule({ policy: 'two_factor' }))).toEqual([
    expect.stringContaining('warning : A policy requires two factors, which nobody can give yet'),
  ]);
});
