import type { Report } from '../config/section.ts';
import type { AccessControlConfig, AccessTestConfig } from '../config/sections/access-control.ts';
import { canonicalAddress } from '../lib/ip-address.ts';
import { compilePolicy, type Policy, type Requirement } from './policy.ts';
import type { Subject } from './subject.ts';
import { parseTarget } from './target.ts';

/**
 * Runs `access_control.tests`: each of a test's URLs with each of its methods. What fails is reported as an error at the test's `policy`,
 * with what was expected, what came, and the rule that decided. Paths start at the root of the configuration.
 */
export function checkAccessTests(config: AccessControlConfig, report: Report): void {
  const { tests = [] } = config;
  if (tests.length === 0) return;
  const policy = compilePolicy(config);
  for (const [position, test] of tests.entries()) {
    const path = ['access_control', 'tests', position];
    for (const url of test.url) {
      for (const method of test.method) checkOne(policy, { ...test, url, method, path }, report);
    }
  }
}

type OneTest = Omit<AccessTestConfig, 'url' | 'method'> & {
  readonly url: string;
  readonly method: string;
  readonly path: readonly (string | number)[];
};

function checkOne(policy: Policy, test: OneTest, report: Report): void {
  const { url, method, path } = test;
  const target = parseTarget(url, method);
  if (target === undefined) {
    const message = `${url} is no URL that a proxy may ask about.`;
    const hint = 'Write an absolute https:// URL.';
    report({ path: [...path, 'url'], severity: 'error', message, hint });
    return;
  }
  const got = policy.required(subjectOf(test), target);
  if (got.policy === test.policy) return;
  report({
    path: [...path, 'policy'],
    severity: 'error',
    message: `${test.policy} was expected for ${method} ${url} by ${nameOf(test)}, but ${wordsFor(got)}.`,
    hint: `To see why: ${command(test)}`,
  });
}

function subjectOf({ subject, ip }: OneTest): Subject {
  return {
    username: subject?.username,
    groups: subject?.groups ?? [],
    clientId: subject?.clientId,
    address: ip === undefined ? undefined : canonicalAddress(ip),
  };
}

function nameOf({ subject, ip }: OneTest): string {
  const from = ip === undefined ? '' : ` from ${ip}`;
  if (subject === undefined) return `somebody not signed in${from}`;
  const { username, groups, clientId } = subject;
  const names = [
    ...(username === undefined ? [] : [`user:${username}`]),
    ...(clientId === undefined ? [] : [`oauth2:client:${clientId}`]),
    ...groups.map((group) => `group:${group}`),
  ];
  return `${names.join(', ')}${from}`;
}

function wordsFor({ policy, rule }: Requirement): string {
  return rule === undefined
    ? `no rule matches and the default policy requires ${policy}`
    : `rule ${rule} requires ${policy}`;
}

/** The command line that explains the same question. */
function command({ url, method, subject, ip }: OneTest): string {
  const options: readonly (readonly [name: string, value: string | undefined])[] = [
    ['url', url],
    ['method', method === 'GET' ? undefined : method],
    ['username', subject?.username],
    ['groups', subject === undefined || subject.groups.length === 0 ? undefined : subject.groups.join(',')],
    ['client-id', subject?.clientId],
    ['ip', ip],
  ];
  const written = options.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${quoted(value)}`],
  );
  return `gatehouse access-control check-policy ${written.join(' ')} --explain`;
}

/** For a shell. */
function quoted(value: string): string {
  return /^[\w./:,@=-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
