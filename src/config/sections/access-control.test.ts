import { expect, test } from 'vitest';
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
      rules: [
        {
          domain: ['app.example.com', '*.example.com'],
          domain_regex: [],
          policy: 'one_factor',
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
  'a rule with %s is refused, because without it the rule would protect less',
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
    const errors = problemLines(accessControl, raw).filter((line) => line.startsWith('error'));
    expect(errors).toEqual([
      expect.stringMatching(new RegExp(`^error rules\\.0\\.${key}: .*weaken protection`)),
    ]);
  },
);

test('two_factor is possible, with a warning that nobody reaches it yet', () => {
  expect(problemLines(accessControl, rule({ policy: 'two_factor' }))).toEqual([
    expect.stringContaining('warning : A policy requires two factors, which nobody can give yet'),
  ]);
});
