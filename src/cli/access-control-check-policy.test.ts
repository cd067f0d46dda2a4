import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../tests/support/check-policy.ts';
import { detailedAccessControl } from '../../tests/support/detailed-access-control.ts';

test('without --verbose the table ends with the rule that decides; with it, # marks what would have matched', async () => {
  const url = ['--url', 'https://public.example.com', '--username', 'x', '--groups', 'admins'];
  expect((await checkPolicy(detailedAccessControl, ...url)).rows).toEqual(['* 1 hit hit hit hit hit hit']);
  const all = (await checkPolicy(detailedAccessControl, ...url, '--verbose')).rows;
  expect(all).toHaveLength(10);
  expect(all[1]).toBe('2 hit hit hit miss hit hit');
  expect(all[6]).toBe('# 7 hit hit hit hit hit hit');
});

test('two candidates are both named', async () => {
  const rules = [
    { domain: '*.example.com', policy: 'two_factor', subject: 'group:admins' },
    { domain: '*.example.com', policy: 'one_factor' },
  ];
  const { out } = await checkPolicy({ rules }, '--url', 'https://a.example.com');
  expect(out).toContain(
    "The policy 'two_factor' from rule #1 will potentially be applied to this request. If not policy 'one_factor' from rule #2 will be.",
  );
});

test('without rules the default policy is for all', async () => {
  const { out } = await checkPolicy({ default_policy: 'two_factor' }, '--url', 'https://a.example.com');
  expect(out).toContain(
    "The default policy 'two_factor' will be applied to ALL requests as no rules are configured.",
  );
});

describe('--explain says it in words', () => {
  test('each criterion that does not hold, and what happens in the end', async () => {
    const args = ['--url', 'https://dev.example.com/x', '--username', 'bob', '--groups', 'dev', '--explain'];
    const { out } = await checkPolicy(detailedAccessControl, ...args);
    expect(out).toContain(
      'Rule 1 (bypass) does not match: the host dev.example.com does not fall under public.example.com.\n',
    );
    expect(out).toContain('Rule 2 (bypass) does not match: the method GET is not OPTIONS.\n');
    expect(out).toContain('; the address of the client is not known.\n');
    expect(out).toContain(
      'Rule 7 (two_factor) does not match: bob in dev is not group:admins or group:moderators.\n',
    );
    expect(out).toContain('Rule 8 (two_factor) does not match: ^/groups/dev/.*$ is not found in /x.\n');
    expect(out).toContain('group:dev and user:john or group:admins');
    expect(out.endsWith('The default policy decides: bob in dev is refused.\n')).toBe(true);
  });

  test('what depends on who asks', async () => {
    const { out } = await checkPolicy(
      detailedAccessControl,
      '--url',
      'https://mx2.mail.example.com',
      '--explain',
    );
    expect(out).toContain('Rule 6 (deny) may match: nobody is signed in who could be group:admins.\n');
    expect(out).toContain(
      'Rule 6 decides: somebody who is not signed in is asked to sign in, and is refused or not by who they are.',
    );
  });

  test('the readings of an ambiguous path, and which one counts', async () => {
    const rules = [
      { domain: 'a.b', resources: '^/public/', policy: 'bypass' },
      { domain: 'a.b', policy: 'deny' },
    ];
    const { out } = await checkPolicy({ rules }, '--url', 'https://a.b/public/../x', '--explain');
    expect(out).toContain('Programs can read this path in 2 ways:\n  /x\n  /public/../x\n');
    expect(out).toContain('It comes from /x, which is explained here.\n');
    expect(out).toContain('Rule 2 (deny) matches and decides.\n');
  });
});

describe('what cannot be checked', () => {
  test.each([
    [[], 2, 'Which URL?'],
    [['--url', 'app.example.com'], 1, 'an absolute https:// URL and a method are needed'],
    [['--url', 'http://app.example.com'], 1, 'an absolute https:// URL and a method are needed'],
    [['--url', 'https://a.b', '--ip', '10.0.0'], 2, '"10.0.0" is no address.'],
    [['--url', 'https://a.b', '--user', 'x'], 2, "Unknown option '--user'"],
  ])('%j', async (args, code, told) => {
    const result = await checkPolicy(detailedAccessControl, ...args);
    expect([result.code, result.out]).toEqual([code, '']);
    expect(result.err).toContain(told);
  });

  test('rules that are wrong, but not what is wrong elsewhere', async () => {
    const wrong = await checkPolicy({ rules: [{ domain: 'a.b', policy: 'allow' }] }, '--url', 'https://a.b');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('access_control.rules[0].policy');
    expect(wrong.err).not.toContain('storage');
  });

  test('--help tells the marks', async () => {
    const { code, out } = await checkPolicy(detailedAccessControl, '--help');
    expect([code, out.includes('--client-id')]).toEqual([0, true]);
  });
});
