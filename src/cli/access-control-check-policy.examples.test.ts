import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../tests/support/check-policy.ts';
import { detailedAccessControl } from '../../tests/support/detailed-access-control.ts';

describe("the configuration of Authelia's own command line tests", () => {
  const rules = [
    { domain: 'public.example.com', policy: 'bypass' },
    { domain: 'admin.example.com', policy: 'two_factor' },
    { domain: 'secure.example.com', policy: 'two_factor' },
    { domain: 'singlefactor.example.com', policy: 'one_factor' },
    { domain: 'resources.example.com', policy: 'one_factor', resources: ['^/resources'] },
    { domain: 'method.example.com', policy: 'one_factor', methods: ['POST'] },
    { domain: 'network.example.com', policy: 'one_factor', networks: ['192.168.1.0/24'] },
    { domain: 'group.example.com', policy: 'one_factor', subject: ['group:basic'] },
    { domain: 'user.example.com', policy: 'one_factor', subject: ['user:john'] },
  ];
  const config = { default_policy: 'bypass', rules };

  test.each([
    {
      args: ['--url=https://public.example.com'],
      asked: "request to 'https://public.example.com' method 'GET'.",
      columns: ['hit', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss'],
      other: { 5: 'resource', 6: 'method', 7: 'network', 8: 'may', 9: 'may' },
      outcome: "The policy 'bypass' from rule #1 will be applied to this request.",
    },
    {
      args: [
        '--url=https://admin.example.com',
        '--method=HEAD',
        '--username=tom',
        '--groups=basic,test',
        '--ip=192.168.2.3',
      ],
      asked:
        "request to 'https://admin.example.com' method 'HEAD' username 'tom' groups 'basic,test' from IP '192.168.2.3'.",
      columns: ['miss', 'hit', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss'],
      other: { 5: 'resource', 6: 'method', 7: 'network', 9: 'subject' },
      outcome: "The policy 'two_factor' from rule #2 will be applied to this request.",
    },
    {
      args: [
        '--url=https://resources.example.com/resources/test',
        '--method=POST',
        '--username=john',
        '--groups=admin,test',
        '--ip=192.168.1.3',
      ],
      asked:
        "request to 'https://resources.example.com/resources/test' method 'POST' username 'john' groups 'admin,test' from IP '192.168.1.3'.",
      columns: ['miss', 'miss', 'miss', 'miss', 'hit', 'miss', 'miss', 'miss', 'miss'],
      other: { 8: 'subject' },
      outcome: "The policy 'one_factor' from rule #5 will be applied to this request.",
    },
    {
      args: [
        '--url=https://user.example.com/resources/test',
        '--method=HEAD',
        '--username=john',
        '--groups=admin,test',
        '--ip=192.168.1.3',
      ],
      asked:
        "request to 'https://user.example.com/resources/test' method 'HEAD' username 'john' groups 'admin,test' from IP '192.168.1.3'.",
      columns: ['miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'hit'],
      other: { 6: 'method', 8: 'subject' },
      outcome: "The policy 'one_factor' from rule #9 will be applied to this request.",
    },
    {
      args: ['--url=https://user.example.com', '--method=HEAD', '--ip=192.168.1.3'],
      asked: "request to 'https://user.example.com' method 'HEAD' from IP '192.168.1.3'.",
      columns: ['miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'miss', 'hit'],
      other: { 5: 'resource', 6: 'method', 8: 'may', 9: 'may' },
      outcome:
        "The policy 'one_factor' from rule #9 will potentially be applied to this request. Otherwise the policy 'bypass' from the default policy will be.",
    },
  ])('$args', async ({ args, asked, columns, other, outcome }) => {
    const { code, out, rows } = await checkPolicy(config, ...args, '--verbose');
    expect(code).toBe(0);
    expect(out).toContain(`Performing policy check for ${asked}\n\n`);
    expect(out).toMatch(/ {2}# +Domain +Resource +Query +Method +Network +Subject\n/);
    const missed: Readonly<Record<number, string>> = other;
    const expected = columns.map((domain, index) => {
      const what = missed[index + 1];
      const cell = (name: string) => (what === name ? 'miss' : 'hit');
      const subject = what === 'may' ? 'may' : cell('subject');
      const line = [domain, cell('resource'), 'hit', cell('method'), cell('network'), subject];
      const mark = domain === 'miss' ? '' : subject === 'may' ? '~ ' : '* ';
      return `${mark}${index + 1} ${line.join(' ')}`;
    });
    expect(rows).toEqual(expected);
    expect(out).toContain(`\n${outcome}\n`);
  });
});

const applied = (policy: string, rule: number) =>
  `The policy '${policy}' from rule #${rule} will be applied to this request.`;
const byDefault =
  "The policy 'deny' from the default policy will be applied to this request as no rules matched the request.";

describe("the examples of Authelia's page on access control", () => {
  test.each([
    ['https://public.example.com', [], applied('bypass', 1)],
    ['https://secure.example.com', ['--method', 'OPTIONS'], applied('bypass', 2)],
    ['https://secure.example.com', ['--ip', '10.10.3.4'], applied('one_factor', 3)],
    ['https://secure.example.com', ['--ip', '10.9.0.1'], applied('one_factor', 3)],
    ['https://secure.example.com', ['--ip', '10.0.0.2'], applied('two_factor', 4)],
    ['https://private.example.com', [], applied('two_factor', 4)],
    ['https://singlefactor.example.com', [], applied('one_factor', 5)],
    ['https://mx2.mail.example.com', ['--groups', 'admins'], applied('deny', 6)],
    ['https://mx2.mail.example.com', ['--groups', 'moderators'], applied('two_factor', 7)],
    ['https://other.example.com', ['--groups', 'admins,x'], applied('two_factor', 7)],
    [
      'https://dev.example.com/groups/dev/x',
      ['--username', 'bob', '--groups', 'dev'],
      applied('two_factor', 8),
    ],
    [
      'https://dev.example.com/users/john/x',
      ['--username', 'john', '--groups', 'dev'],
      applied('two_factor', 9),
    ],
    ['https://dev.example.com/users/john/x', ['--username', 'bob', '--groups', 'dev'], byDefault],
    ['https://bob.example.com', ['--username', 'bob'], applied('bypass', 10)],
    ['https://alice.example.com', ['--username', 'bob'], byDefault],
    ['https://example.com', [], byDefault],
    [
      'https://mx2.mail.example.com',
      [],
      "The policy 'deny' from rule #6 will potentially be applied to this request. Otherwise the policy 'deny' from the default policy will be.",
    ],
  ])('the detailed one: %s %j', async (url, args, outcome) => {
    const { outcome: told, code } = await checkPolicy(detailedAccessControl, '--url', url, ...args);
    expect([code, told]).toEqual([0, outcome]);
  });

  const oneFactor = { domain: 'x.example.com', policy: 'one_factor' };
  test.each<[string, readonly object[], string, string, readonly string[], boolean]>([
    ['wildcard', [{ domain: '*.example.com' }], 'https://abc.example.com', 'GET', [], true],
    [
      'list',
      [{ domain: ['apple.example.com', 'banana.example.com'] }],
      'https://banana.example.com',
      'GET',
      [],
      true,
    ],
    [
      'domain or expression',
      [{ domain: 'apple.example.com', domain_regex: '^(pub|img)-data\\.example\\.com$' }],
      'https://img-data.example.com',
      'GET',
      [],
      true,
    ],
    [
      'user in a host',
      [{ domain_regex: ['^user-(?P<User>\\w+)\\.example\\.com$'] }],
      'https://user-john.example.com',
      'GET',
      ['--username=john'],
      true,
    ],
    [
      'another user',
      [{ domain_regex: ['^user-(?P<User>\\w+)\\.example\\.com$'] }],
      'https://user-fred.example.com',
      'GET',
      ['--username=john'],
      false,
    ],
    [
      'group in a host',
      [{ domain_regex: ['^group-(?P<Group>\\w+)\\.example\\.com$'] }],
      'https://group-example1.example.com',
      'GET',
      ['--username=john', '--groups=example,example1'],
      true,
    ],
    [
      'another group',
      [{ domain_regex: ['^group-(?P<Group>\\w+)\\.example\\.com$'] }],
      'https://group-admin.example.com',
      'GET',
      ['--username=john', '--groups=example'],
      false,
    ],
    [
      'and of groups',
      [
        {
          domain: 'example.com',
          subject: ['user:john', ['group:admin', 'group:app-name'], 'group:super-admin'],
        },
      ],
      'https://example.com',
      'GET',
      ['--groups=admin,app-name'],
      true,
    ],
    [
      'half of an and',
      [
        {
          domain: 'example.com',
          subject: ['user:john', ['group:admin', 'group:app-name'], 'group:super-admin'],
        },
      ],
      'https://example.com',
      'GET',
      ['--groups=admin'],
      false,
    ],
    ['method', [{ domain: 'example.com', methods: ['OPTIONS'] }], 'https://example.com', 'OPTIONS', [], true],
    [
      'path',
      [{ domain: 'app.example.com', resources: ['^/api([/?].*)?$'] }],
      'https://app.example.com/api?x',
      'GET',
      [],
      true,
    ],
    [
      'other path',
      [{ domain: 'app.example.com', resources: ['^/api([/?].*)?$'] }],
      'https://app.example.com/apix',
      'GET',
      [],
      false,
    ],
    [
      'query',
      [
        {
          domain: 'app.example.com',
          query: [
            [
              { operator: 'present', key: 'secure' },
              { operator: 'absent', key: 'insecure' },
            ],
          ],
        },
      ],
      'https://app.example.com/?secure',
      'GET',
      [],
      true,
    ],
    [
      'query refused',
      [
        {
          domain: 'app.example.com',
          query: [
            [
              { operator: 'present', key: 'secure' },
              { operator: 'absent', key: 'insecure' },
            ],
          ],
        },
      ],
      'https://app.example.com/?secure&insecure',
      'GET',
      [],
      false,
    ],
    [
      'first match wins',
      [
        { domain: ['example.com', '*.example.com'], resources: ['^/api$', '^/api/'] },
        { domain: 'app.example.com' },
      ],
      'https://app.example.com/api',
      'GET',
      [],
      true,
    ],
  ])('%s', async (_, rules, url, method, args, isFirst) => {
    const config = { default_policy: 'deny', rules: rules.map((rule) => ({ ...oneFactor, ...rule })) };
    const { outcome } = await checkPolicy(config, '--url', url, '--method', method, ...args);
    expect(outcome).toBe(isFirst ? applied('one_factor', 1) : byDefault);
  });
});
