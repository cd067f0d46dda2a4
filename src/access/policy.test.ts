import { describe, expect, test } from 'vitest';
import type { PolicyName } from '../config/notations.ts';
import type { AccessRuleConfig } from '../config/sections/access-control.ts';
import { compilePolicy } from './policy.ts';
import type { Subject } from './subject.ts';
import { parseTarget, type Target } from './target.ts';

const anonymous: Subject = { username: undefined, groups: [], address: undefined };
const john: Subject = { username: 'john', groups: ['admins', 'dev'], address: '192.0.2.1' };

function rule(policy: PolicyName, ...domain: string[]): AccessRuleConfig {
  return {
    domain,
    policy,
    domain_regex: [],
    subject: [],
    networks: [],
    resources: [],
    methods: [],
    query: [],
  };
}

function at(host: string): Target {
  const target = parseTarget(`https://${host}/`, 'GET');
  if (target === undefined) throw new TypeError(`not a host: ${host}`);
  return target;
}

function verdict(rules: readonly AccessRuleConfig[], subject: Subject, host: string) {
  const { policy, rule: number } = compilePolicy({ default_policy: 'deny', rules }).required(
    subject,
    at(host),
  );
  return number === undefined ? policy : `${policy} by ${number}`;
}

describe('domains', () => {
  test('without a rule the default policy decides and depends on nobody', () => {
    for (const policy of ['bypass', 'one_factor', 'two_factor', 'deny'] as const) {
      const compiled = compilePolicy({ default_policy: policy, rules: [] });
      expect(compiled.required(anonymous, at('a.example.com'))).toEqual({
        policy,
        rule: undefined,
        dependsOnSubject: false,
      });
    }
  });

  test('a rule may name several', () => {
    const rules = [rule('bypass', 'a.example.com', 'b.example.com', '*.c.example.com')];
    for (const host of ['a.example.com', 'b.example.com', 'x.c.example.com']) {
      expect(verdict(rules, anonymous, host)).toBe('bypass by 1');
    }
    expect(verdict(rules, anonymous, 'c.example.com')).toBe('deny');
  });

  test('a wildcard holds at any depth, never for the bare domain or another that ends alike', () => {
    const rules = [rule('one_factor', '*.Example.com')];
    for (const host of ['a.example.com', 'A.b.EXAMPLE.com'])
      expect(verdict(rules, anonymous, host)).toBe('one_factor by 1');
    for (const host of ['example.com', 'evilexample.com', 'example.com.evil.test']) {
      expect(verdict(rules, anonymous, host)).toBe('deny');
    }
  });

  test('the first matching rule wins, however it is written', () => {
    const rules = [
      rule('bypass', 'public.example.com'),
      rule('one_factor', '{user}.example.com'),
      rule('two_factor', '*.example.com'),
      rule('bypass', 'secret.example.com'),
    ];
    expect(verdict(rules, john, 'public.example.com')).toBe('bypass by 1');
    expect(verdict(rules, john, 'john.example.com')).toBe('one_factor by 2');
    expect(verdict(rules, john, 'jane.example.com')).toBe('two_factor by 3');
    expect(verdict(rules, john, 'secret.example.com')).toBe('two_factor by 3');
    expect(verdict(rules, anonymous, 'jane.example.com')).toBe('one_factor by 2');
  });

  test('{user} stands for the name, in any case, with any rest', () => {
    const rules = [rule('one_factor', '{user}.example.com', '{user}-home.example.net')];
    for (const host of ['john.example.com', 'JOHN.example.com', 'john-home.example.net']) {
      expect(verdict(rules, john, host)).toBe('one_factor by 1');
      expect(verdict(rules, { ...john, username: 'JoHn' }, host)).toBe('one_factor by 1');
    }
    for (const host of [
      'johnx.example.com',
      'xjohn.example.com',
      'a.john.example.com',
      'john.example.net',
      'example.com',
    ]) {
      expect(verdict(rules, john, host)).toBe('deny');
    }
    expect(verdict(rules, { ...john, username: 'john.doe' }, 'john.doe.example.com')).toBe('one_factor by 1');
  });

  test('{group} stands for one of the groups, in any case', () => {
    const rules = [rule('one_factor', '{group}.example.com')];
    for (const host of ['admins.example.com', 'DEV.example.com'])
      expect(verdict(rules, john, host)).toBe('one_factor by 1');
    for (const host of ['ops.example.com', 'x.admins.example.com', 'admins.example.org', 'admins']) {
      expect(verdict(rules, john, host)).toBe('deny');
    }
    expect(verdict(rules, { ...john, groups: ['Admins'] }, 'admins.example.com')).toBe('one_factor by 1');
    expect(verdict(rules, { ...john, groups: [] }, 'admins.example.com')).toBe('deny');
    expect(verdict(rules, { ...john, groups: ['a.b'] }, 'a.b.example.com')).toBe('deny');
    expect(
      verdict([rule('one_factor', '{group}-x.example.com')], { ...john, groups: ['a'] }, 'a-x.example.com'),
    ).toBe('deny');
  });

  test('somebody anonymous could be anybody', () => {
    const rules = [rule('deny', '{user}.example.com'), rule('deny', '{group}-x.example.net')];
    const policy = compilePolicy({ default_policy: 'deny', rules });
    const whoever = { policy: 'deny', dependsOnSubject: true };
    expect(policy.required(anonymous, at('any.thing.example.com'))).toMatchObject({ ...whoever, rule: 1 });
    expect(policy.required(anonymous, at('any-x.example.net'))).toMatchObject({ ...whoever, rule: 2 });
    expect(policy.required(anonymous, at('example.com')).rule).toBeUndefined();
  });

  test('the whole rule depends on the subject as soon as one of its domains does', () => {
    const rules = [rule('deny', 'a.example.com', '{user}.example.com')];
    const policy = compilePolicy({ default_policy: 'deny', rules });
    expect(policy.required(anonymous, at('a.example.com')).dependsOnSubject).toBe(true);
  });

  test('*foo without a dot, and a domain with a port, match nothing', () => {
    const rules = [rule('bypass', '*example.com', '*', 'a.example.com:443')];
    for (const host of ['example.com', 'a.example.com', 'xexample.com'])
      expect(verdict(rules, john, host)).toBe('deny');
  });

  test('a rule without a domain matches every host', () => {
    expect(verdict([rule('bypass', 'a.b'), rule('two_factor'), rule('bypass', 'c.d')], john, 'c.d')).toBe(
      'two_factor by 2',
    );
  });

  test('addresses are hosts too', () => {
    expect(verdict([rule('bypass', '192.0.2.1', '[2001:db8::1]')], john, '192.0.2.1:80')).toBe('bypass by 1');
    expect(verdict([rule('bypass', '[2001:DB8::1]')], john, '[2001:db8:0::1]')).toBe('bypass by 1');
  });
});

test('a second factor is needed anywhere when the default or any rule asks for it', () => {
  const needs = (default_policy: PolicyName, ...policies: PolicyName[]) =>
    compilePolicy({ default_policy, rules: policies.map((policy) => rule(policy, 'a.b')) })
      .isSecondFactorNeededAnywhere;
  expect(needs('two_factor')).toBe(true);
  expect(needs('deny', 'bypass', 'two_factor')).toBe(true);
  expect(needs('deny', 'bypass', 'one_factor', 'deny')).toBe(false);
});
