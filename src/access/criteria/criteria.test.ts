import { describe, expect, test } from 'vitest';
import {
  accessRule,
  anonymous,
  requiredBy,
  targetAt,
  verdictOf,
} from '../../../tests/support/access-rule.ts';
import type { AccessRuleConfig, QueryCriterionConfig } from '../../config/sections/access-control.ts';
import { compilePolicy } from '../policy.ts';
import type { Subject } from '../subject.ts';

const john: Subject = { username: 'john', groups: ['admins', 'dev'], address: '192.0.2.1' };
const url = 'https://app.example.com/';

/** Whether a one_factor rule with the criteria holds. */
function holds(
  criteria: Partial<AccessRuleConfig>,
  question: { readonly url?: string; readonly subject?: Subject; readonly method?: string } = {},
): boolean {
  return verdictOf([accessRule('one_factor', criteria)], question.url ?? url, question) === 'one_factor by 1';
}

describe('domain_regex', () => {
  test('is unanchored, has no port, and is found in any case', () => {
    expect(holds({ domain_regex: ['example'] })).toBe(true);
    expect(holds({ domain_regex: ['^APP\\.'] })).toBe(true);
    expect(holds({ domain_regex: ['\\.com$'] }, { url: 'https://app.example.com:8443/' })).toBe(true);
    expect(holds({ domain_regex: ['^example'] })).toBe(false);
  });

  test('is an alternative to domain', () => {
    const either = { domain: ['a.example.com'], domain_regex: ['^b\\.'] };
    expect(holds(either, { url: 'https://a.example.com/' })).toBe(true);
    expect(holds(either, { url: 'https://b.example.com/' })).toBe(true);
    expect(holds(either, { url: 'https://c.example.com/' })).toBe(false);
  });

  test('User and Group stand for who asks, in any case, and both must hold where both are there', () => {
    const user = { domain_regex: ['^(?P<User>\\w+)\\.example\\.com$'] };
    expect(holds(user, { url: 'https://john.example.com/', subject: john })).toBe(true);
    expect(holds(user, { url: 'https://john.example.com/', subject: { ...john, username: 'JOHN' } })).toBe(
      true,
    );
    expect(holds(user, { url: 'https://jane.example.com/', subject: john })).toBe(false);
    const both = { domain_regex: ['^(?P<User>\\w+)\\.(?P<Group>\\w+)\\.example\\.com$'] };
    expect(holds(both, { url: 'https://john.DEV.example.com/', subject: john })).toBe(true);
    expect(holds(both, { url: 'https://john.ops.example.com/', subject: john })).toBe(false);
    expect(holds(both, { url: 'https://jane.dev.example.com/', subject: john })).toBe(false);
  });

  test('somebody anonymous may be anybody', () => {
    const deny = [accessRule('deny', { domain_regex: ['^(?P<User>\\w+)\\.example\\.com$'] })];
    expect(requiredBy(deny, url)).toEqual({ policy: 'deny', rule: 1, dependsOnSubject: true });
    expect(requiredBy(deny, 'https://a.b.example.com/').rule).toBeUndefined();
  });

  test('a group that took no part is nobody, and other spellings of the names are ordinary groups', () => {
    const optional = { domain_regex: ['^(?P<User>x)?app'] };
    const client: Subject = { username: undefined, groups: [], address: undefined, clientId: 'c' };
    expect(holds(optional, { subject: client })).toBe(false);
    expect(holds(optional, { subject: { ...john, username: '' } })).toBe(false);
    expect(holds({ domain_regex: ['^(?P<user>\\w+)\\.'] }, { subject: john })).toBe(true);
  });
});

describe('resources', () => {
  test.each([
    ['^/api$', '/api', true],
    ['^/api$', '/api/', false],
    ['^/api([/?].*)?$', '/api?x=1', true],
    ['^/api([/?].*)?$', '/apix', false],
    ['^/a/c/\\?x=1$', '/a//b/../c/?x=1', false],
    ['^/a/', '/a//b/../c/?x=1', true],
    ['^/my file$', '/my%20file', true],
    ['^/caf\u00e9$', '/caf%C3%A9', true],
    ['\\?q=%20$', '/?q=%20', true],
    ['^/$', '', true],
    ['x', '/y?x', true],
  ])('%s in %s: %s', (expression, path, isFound) => {
    expect(holds({ resources: [expression] }, { url: `https://app.example.com${path}` })).toBe(isFound);
  });

  test('one of several is enough; User and Group stand for who asks', () => {
    const own = { resources: ['^/public/', '^/(?P<Group>\\w+)/(?P<User>\\w+)/'] };
    const at = (path: string, subject: Subject) => holds(own, { url: `https://a.b${path}`, subject });
    expect(at('/public/x', john)).toBe(true);
    expect(at('/DEV/John/x', john)).toBe(true);
    expect(at('/dev/jane/x', john)).toBe(false);
    expect(at('/ops/john/x', john)).toBe(false);
  });
});

describe('query', () => {
  const inQuery = (test: QueryCriterionConfig, query: string) =>
    holds({ query: [[test]] }, { url: `https://app.example.com/?${query}` });
  test.each<[QueryCriterionConfig['operator'], string | undefined, string, boolean]>([
    ['present', undefined, 'a=1', true],
    ['present', undefined, 'a', true],
    ['present', undefined, 'b=1', false],
    ['present', undefined, '%61=1', true],
    ['absent', undefined, 'b=1', true],
    ['absent', undefined, 'a', false],
    ['equal', 'x y', 'a=x+y', true],
    ['equal', 'x y', 'a=x%20y', true],
    ['equal', '1', 'a=2&a=1', false],
    ['equal', '1', 'a=1&a=2', true],
    ['equal', '', 'b=1', true],
    ['equal', '\u00e9', 'a=%C3%A9', true],
    ['not equal', '1', 'a=2', true],
    ['not equal', '1', 'a=1', false],
    ['not equal', '1', '', true],
    ['pattern', '^(abc123|zyx789)$', 'a=abc123', true],
    ['pattern', '^(abc123|zyx789)$', 'a=abc1234', false],
    ['pattern', '^$', 'b', true],
    ['not pattern', '^(1|2)$', 'a=3', true],
    ['not pattern', '^(1|2)$', 'a=2', false],
    ['equal', '1', '?a=1', false],
  ])('%s %j in %s: %s', (operator, value, query, isTrue) => {
    expect(inQuery({ operator, key: 'a', value }, query)).toBe(isTrue);
  });

  test('outer lists are alternatives, inner ones hold as a whole', () => {
    const present = (key: string): QueryCriterionConfig => ({ operator: 'present', key, value: undefined });
    const query = [[present('a'), present('b')], [present('c')]];
    const at = (text: string) => holds({ query }, { url: `https://app.example.com/?${text}` });
    expect([at('a&b'), at('c'), at('a'), at('b'), at('')]).toEqual([true, true, false, false, false]);
  });
});

describe('methods', () => {
  test('are compared exactly; none means any', () => {
    expect(holds({ methods: ['GET', 'HEAD'] }, { method: 'HEAD' })).toBe(true);
    expect(holds({ methods: ['GET', 'HEAD'] }, { method: 'POST' })).toBe(false);
    expect(holds({ methods: [] }, { method: 'PURGE' })).toBe(true);
  });
});

describe('networks', () => {
  const networks = ['10.0.0.0/8', '192.0.2.1/32', '2001:db8::/32'];
  test.each([
    ['10.255.0.1', true],
    ['11.0.0.1', false],
    ['192.0.2.1', true],
    ['2001:db8::1', true],
    ['2001:db9::1', false],
    [undefined, false],
  ])('%s is inside: %s', (address, isInside) => {
    expect(holds({ networks }, { subject: { ...anonymous, address } })).toBe(isInside);
  });
});

describe('subject', () => {
  const subject = [['user:john'], ['group:admin', 'group:app'], ['oauth2:client:app']];
  const person = (username: string | undefined, ...groups: string[]): Subject => ({
    ...john,
    username,
    groups,
  });
  test.each<[Subject, boolean]>([
    [person('john'), true],
    [person('John'), false],
    [person('jane'), false],
    [person('jane', 'admin'), false],
    [person('jane', 'app', 'admin'), true],
    [person(undefined, 'app', 'admin'), true],
    [person('jane', 'Admin', 'app'), false],
    [person('user:john'), false],
    [{ ...anonymous, clientId: 'app' }, true],
    [{ ...anonymous, clientId: 'other' }, false],
    [anonymous, true],
  ])('%j: %s', (who, isMeant) => {
    expect(holds({ subject }, { subject: who })).toBe(isMeant);
  });

  test('the first rule that could hold decides what somebody anonymous is told (behaviour.md §5.3)', () => {
    const rules = [
      accessRule('one_factor', { domain: ['*.example.com'], subject: [['group:admins']] }),
      accessRule('two_factor', { domain: ['*.example.com'] }),
    ];
    expect(verdictOf(rules, url)).toBe('one_factor by 1');
    expect(verdictOf(rules, url, { subject: { ...john, groups: [] } })).toBe('two_factor by 2');
    expect(verdictOf(rules, url, { subject: john })).toBe('one_factor by 1');
  });

  test('a client that asks for itself is not anonymous', () => {
    const rules = [accessRule('one_factor', { subject: [['user:john']] }), accessRule('deny')];
    expect(verdictOf(rules, url, { subject: { ...anonymous, clientId: 'app' } })).toBe('deny by 2');
  });
});

describe('a bypass rule that depends on who asks', () => {
  test.each<[Partial<AccessRuleConfig>, string]>([
    [{ domain: ['{user}.example.com'] }, 'https://john.example.com/'],
    [{ domain: ['{group}.example.com'] }, 'https://dev.example.com/'],
    [{ resources: ['^/(?P<User>\\w+)/'] }, 'https://app.example.com/john/x'],
  ])('%j lets nobody through unknown, and the right person without more', (criteria, at) => {
    const rules = [accessRule('bypass', criteria), accessRule('deny')];
    expect(requiredBy(rules, at)).toEqual({ policy: 'one_factor', rule: 1, dependsOnSubject: true });
    expect(verdictOf(rules, at, { subject: john })).toBe('bypass by 1');
    expect(verdictOf(rules, at, { subject: { ...john, username: 'jane', groups: [] } })).toBe('deny by 2');
  });
});

test('every criterion of a rule must hold', () => {
  const all: Partial<AccessRuleConfig> = {
    domain: ['private.example.com'],
    domain_regex: ['^(\\d+\\-)?priv-img.example.com$'],
    networks: ['10.0.0.0/8', '1.1.1.1/32'],
    subject: [['user:adam'], ['group:admins']],
    methods: ['GET'],
    resources: ['^/api.*'],
    query: [[{ operator: 'present', key: 'secure', value: undefined }]],
  };
  const question = {
    url: 'https://12-priv-img.example.com/api/x?secure',
    subject: { username: 'adam', groups: [], address: '10.1.1.1' },
  };
  expect(holds(all, question)).toBe(true);
  for (const [key, other] of Object.entries({
    domain_regex: ['^x$'],
    networks: ['11.0.0.0/8'],
    subject: [['user:fred']],
    methods: ['POST'],
    resources: ['^/x'],
    query: [[{ operator: 'absent', key: 'secure' }]],
  })) {
    expect([key, holds({ ...all, [key]: other }, question)]).toEqual([key, false]);
  }
});

test.each([
  { domain_regex: ['('] },
  { resources: ['(?=x)'] },
  { networks: ['lan'] },
  { subject: [['john']] },
])('%j cannot be compiled, whatever the configuration let through', (criteria) => {
  const rules = [accessRule('bypass', criteria)];
  expect(() => compilePolicy({ default_policy: 'deny', rules }).required(john, targetAt(url))).toThrow();
});
