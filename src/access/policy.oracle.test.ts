import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askOracle } from '../../tests/support/access-oracle.ts';
import type { PolicyName } from '../config/notations.ts';
import type { AccessControlConfig, AccessRuleConfig } from '../config/sections/access-control.ts';
import { compilePolicy } from './policy.ts';
import type { Subject } from './subject.ts';
import { parseTarget, type Target } from './target.ts';

// Few values of each kind, so that rules and questions meet often.

const label = fc.constantFrom('a', 'b', 'john', 'Jane', 'admins', 'DEV', 'x-home');
const tail = fc.constantFrom('example.com', 'b.example.com', 'Example.net', 'com');
const name = fc.tuple(label, tail).map((parts) => parts.join('.'));
const host = fc.oneof(
  name,
  tail,
  fc.tuple(label, name).map((parts) => parts.join('.')),
);
const domain = fc.oneof(
  name,
  tail.map((end) => `*.${end}`),
  tail.map((end) => `{user}.${end}`),
  tail.map((end) => `{user}-home.${end}`),
  tail.map((end) => `{group}.${end}`),
  tail.map((end) => `{group}-home.${end}`),
);
const domainExpression = fc.constantFrom(
  '^a\\.example\\.com$',
  '\\.example\\.net$',
  'example',
  '^(?P<User>\\w+)\\.example\\.com$',
  '^(?P<Group>\\w+)\\.(b\\.)?example\\.com$',
  '^(?P<Group>\\w+)\\.(?P<User>\\w+)\\.com$',
  '^a\\.com$|^b\\.Example\\.com$',
  '^(john|jane)[.]example[.]com$',
);
const resource = fc.constantFrom(
  '^/$',
  '^/api',
  '^/api/',
  'api',
  '^/api([/?].*)?$',
  '^/(?P<User>\\w+)/',
  '^/(?P<Group>\\w+)/(?P<User>\\w+)$',
  'x=1',
  '^/admin/',
);
const queryTest = fc.oneof(
  fc.record({ operator: fc.constantFrom('present', 'absent'), key: fc.constantFrom('x', 'y') }),
  fc.record({
    operator: fc.constantFrom('equal', 'not equal'),
    key: fc.constantFrom('x', 'y'),
    value: fc.constantFrom('1', '2'),
  }),
  fc.record({
    operator: fc.constantFrom('pattern', 'not pattern'),
    key: fc.constantFrom('x', 'y'),
    value: fc.constantFrom('^[12]$', '1', '^$'),
  }),
) as fc.Arbitrary<AccessRuleConfig['query'][number][number]>;
const subjectName = fc.constantFrom(
  'user:john',
  'user:JANE',
  'group:admins',
  'group:dev',
  'oauth2:client:app',
);
const network = fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '192.0.2.1/32', '0.0.0.0/0');
const policyName = fc.constantFrom<PolicyName>('bypass', 'one_factor', 'two_factor', 'deny');

/** Most rules leave most criteria out. */
const some = <Item>(item: fc.Arbitrary<Item>) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Item[]>([]) },
    { weight: 1, arbitrary: fc.array(item, { minLength: 1, maxLength: 2 }) },
  );
const listOfLists = <Item>(item: fc.Arbitrary<Item>) => some(fc.array(item, { minLength: 1, maxLength: 2 }));

const rule: fc.Arbitrary<AccessRuleConfig> = fc
  .tuple(
    fc.record({
      max_age: fc.constantFrom(undefined, 30_000, 60_000, 600_000),
      inactivity: fc.constantFrom(undefined, 30_000, 60_000),
      expiration: fc.constantFrom(undefined, 30_000, 60_000),
    }),
    fc.record({
      domain: fc.array(domain, { maxLength: 2 }),
      domain_regex: some(domainExpression),
      policy: policyName,
      subject: listOfLists(subjectName),
      networks: some(network),
      resources: some(resource),
      methods: some(fc.constantFrom('GET', 'POST')),
      query: listOfLists(queryTest),
      counts_as_activity: fc.boolean(),
    }),
  )
  // Where nothing is proved, the configuration refuses limits.
  .map(([limits, rest]) =>
    rest.policy === 'bypass' || rest.policy === 'deny' ? rest : { ...rest, ...limits },
  );
const config: fc.Arbitrary<AccessControlConfig> = fc.record({
  default_policy: policyName,
  rules: fc.array(rule, { maxLength: 10 }),
});

const address = fc.constantFrom('10.1.2.3', '10.2.0.1', '192.0.2.1', undefined);
const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({ username: fc.constant(undefined), groups: fc.constant([]), address }),
  fc.record({
    username: fc.constantFrom('john', 'JANE', 'a', 'b'),
    groups: fc.subarray(['admins', 'dev', 'a', 'a.b', 'x', 'Example']),
    address,
  }),
  fc.record({ username: fc.constant(undefined), groups: fc.constant(['dev']), address }),
  fc.record({
    username: fc.constant(undefined),
    groups: fc.constant([]),
    address,
    clientId: fc.constantFrom('app', 'other'),
  }),
);

/** Paths as they are sent, each with its readings, worked out by hand. */
const paths: Readonly<Record<string, readonly string[]>> = {
  '/': ['/'],
  '/api': ['/api'],
  '/api/': ['/api/'],
  '/api/x': ['/api/x'],
  '/%61pi/x': ['/api/x'],
  '/apix': ['/apix'],
  '/john/x': ['/john/x'],
  '/dev/john': ['/dev/john'],
  '/admins/jane': ['/admins/jane'],
  '/admin//x': ['/admin/x', '/admin//x'],
  '//admin/x': ['/admin/x', '//admin/x'],
  '/api/../admin/x': ['/admin/x', '/api/../admin/x'],
  '/admin/x/..': ['/admin', '/admin/x/..', '/admin/'],
  '/api%2Fx': ['/api/x', '/api%2Fx'],
};
const query = fc.constantFrom(undefined, 'x=1', 'x=2&y', 'y=1&x=1&x=2', 'api');
const question = fc.record({
  host,
  path: fc.constantFrom(...Object.keys(paths)),
  query,
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  subject,
});
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

function targetOf({ host, path, query, method }: Omit<Question, 'subject'>): Target {
  const target = parseTarget(`https://${host}${path}${query === undefined ? '' : `?${query}`}`, method);
  if (target === undefined) throw new TypeError('not a target');
  return target;
}

const required = (rules: AccessControlConfig, asked: Question) =>
  compilePolicy(rules).required(asked.subject, targetOf(asked));

test('the policy says what the oracle says', () => {
  fc.assert(
    fc.property(config, question, (rules, asked) => {
      const { host, path, query, method, subject } = asked;
      const readings = paths[path] ?? [];
      expect(required(rules, asked)).toEqual(
        askOracle(rules, { host: host.toLowerCase(), readings, query, method, subject }),
      );
    }),
    { numRuns: 2500 },
  );
});

describe('whatever the rules', () => {
  test('casing, a trailing dot and a port change nothing', () => {
    fc.assert(
      fc.property(config, question, (rules, asked) => {
        const plain = required(rules, asked);
        for (const spelled of [
          asked.host.toUpperCase(),
          asked.host.toLowerCase(),
          `${asked.host}.`,
          `${asked.host}:8443`,
          `${asked.host}.:443`,
        ]) {
          expect(required(rules, { ...asked, host: spelled })).toEqual(plain);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('rules behind the one that decides change nothing where the path has one reading', () => {
    fc.assert(
      fc.property(config, config, question, (rules, more, asked) => {
        const few = required(rules, asked);
        fc.pre(few.rule !== undefined && paths[asked.path]?.length === 1);
        const many = { ...rules, rules: [...rules.rules, ...more.rules] };
        expect(required(many, asked)).toEqual(few);
      }),
      { numRuns: 600 },
    );
  });

  test('a rule in front that does not match changes nothing but the numbers', () => {
    fc.assert(
      fc.property(config, rule, question, (rules, front, asked) => {
        const more = { ...rules, rules: [{ ...front, methods: ['TRACE'] }, ...rules.rules] };
        const plain = required(rules, asked);
        expect(required(more, asked)).toEqual({ ...plain, rule: plain.rule && plain.rule + 1 });
      }),
      { numRuns: 300 },
    );
  });

  test('what is open to somebody anonymous by a rule that depends on nobody is open to everyone', () => {
    const nobody: Subject = { username: undefined, groups: [], address: undefined };
    fc.assert(
      fc.property(config, question, (rules, asked) => {
        const anonymous = { ...nobody, address: asked.subject.address };
        const open = required(rules, { ...asked, subject: anonymous });
        fc.pre(open.policy === 'bypass' && !open.dependsOnSubject && open.rule === 1);
        expect(required(rules, asked)).toEqual(open);
      }),
      { numRuns: 600 },
    );
  });

  test('the explanation says what is required, and its marks are the reason', () => {
    fc.assert(
      fc.property(config, question, (rules, asked) => {
        const policy = compilePolicy(rules);
        const { requirement, rules: explained } = policy.explain(asked.subject, targetOf(asked));
        expect(requirement).toEqual(policy.required(asked.subject, targetOf(asked)));
        expect(explained.find(({ verdict }) => verdict !== 'miss')?.rule).toBe(requirement.rule);
        const decided = explained.findIndex(({ verdict }) => verdict === 'hit');
        expect(explained.map(({ isSkipped }) => isSkipped)).toEqual(
          explained.map((_, index) => decided !== -1 && index > decided),
        );
      }),
      { numRuns: 300 },
    );
  });
});
