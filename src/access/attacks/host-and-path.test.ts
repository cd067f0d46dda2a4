import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessRule, requiredBy, verdictOf } from '../../../tests/support/access-rule.ts';
import type { Subject } from '../subject.ts';
import { parseTarget } from '../target.ts';

// attacks.md, "Host and path", as far as the rules decide.

const john: Subject = { username: 'john', groups: ['dev'], address: undefined };
const app = 'https://app.example.com';

/** What is open, and what is not, by paths alone. */
const publicFirst = [
  accessRule('bypass', { resources: ['^/public([/?]|$)'] }),
  accessRule('deny', { resources: ['^/admin([/?]|$)'] }),
  accessRule('one_factor'),
];
const adminFirst = [
  accessRule('deny', { resources: ['^/admin([/?]|$)'] }),
  accessRule('bypass', { resources: ['^/public([/?]|$)'] }),
  accessRule('one_factor'),
];

describe('Authelia CVE-2026-48794: every spelling of a host finds the same rule', () => {
  const rules = [
    accessRule('deny', { domain: ['*.B.example.com'] }),
    accessRule('two_factor', { domain_regex: ['^Secret\\.'] }),
    accessRule('one_factor', { domain: ['{user}.example.com'] }),
    accessRule('one_factor', { domain: ['{group}-x.example.com', '{group}.example.net'] }),
    accessRule('bypass', { domain: ['*.example.com'] }),
  ];
  test.each([
    ['a.b.example.com', 'deny by 1'],
    ['secret.example.com', 'two_factor by 2'],
    ['john.example.com', 'one_factor by 3'],
    ['dev.example.net', 'one_factor by 4'],
    ['other.example.com', 'bypass by 5'],
    ['localhost', 'deny'],
    ['com', 'deny'],
  ])('%s is %s', (host, verdict) => {
    const mixed = host.replace(/./g, (one, index: number) => (index % 2 === 0 ? one.toUpperCase() : one));
    for (const spelled of [host, host.toUpperCase(), mixed, `${host}.`, `${host}:8443`, `${mixed}.:443`]) {
      expect([spelled, verdictOf(rules, `https://${spelled}/`, { subject: john })]).toEqual([
        spelled,
        verdict,
      ]);
    }
  });
});

describe('Authelia CVE-2021-32637: a malformed target is none', () => {
  test.each(['/%', '/%2', '/%zz', '/a%u002fb', '/%%32%65'])('%s', (path) => {
    expect(parseTarget(`${app}${path}`, 'GET')).toBeUndefined();
  });

  test("but what stands in the query is the application's business", () => {
    expect(parseTarget(`${app}/?q=100%`, 'GET')).toMatchObject({ rawQuery: 'q=100%' });
  });
});

describe('oauth2-proxy GHSA-7rh7-c77v-6434, GHSA-pxq7-h93f-9jrg: query and fragment open no path', () => {
  test.each([
    '/admin?path=/public',
    '/admin?/public/',
    '/admin/%23/public',
    '/admin#/public',
    '/admin/%3f/public/',
    '/admin%23/public',
    '/admin%3f/../public/x',
    '/public/%3f/../../admin',
  ])('%s', (path) => {
    expect(requiredBy(publicFirst, `${app}${path}`).policy).toBe('deny');
    expect(requiredBy(adminFirst, `${app}${path}`).policy).toBe('deny');
  });

  test.each(['/?path=/public', '/%23/public', '/#/public', '/x?a#/public'])(
    '%s is no public path',
    (path) => {
      expect(requiredBy(publicFirst, `${app}${path}`).policy).toBe('one_factor');
    },
  );
});

/** Ways to write `/admin` from `/public/`, and `/admin` in other words: what some server in some set-up takes for it. */
const disguises = [
  '/public/../admin',
  '/public/..//admin',
  '/public//../admin/..//../admin',
  '/public/./../admin/',
  '/public/%2e%2e/admin',
  '/public/.%2E/admin',
  '/public/%2e%2e%2fadmin',
  '/public%2f..%2fadmin',
  '/public/..%2f%61dmin',
  '/public%2F%2E%2E%2Fadmin',
  '/public/..;/admin',
  '/public/..;x=1/admin',
  '/public/..%3bx/admin',
  '/public;/../admin',
  '/public/..\\admin',
  '/public\\..\\admin',
  '/public/..%5cadmin',
  '/public%5c..%5cadmin',
  '/public/%252e%252e/admin',
  '/public/%252e%252e%252fadmin',
  '/public/%25252e%25252e/admin',
  '/public/%c0%ae%c0%ae/admin',
  '/public/..%c0%afadmin',
  '/public/%e0%80%ae%e0%80%ae/admin',
  '//admin',
  '///admin/x',
  '/./admin',
  '/x/../admin',
  '/%61dmin',
  '/%2561dmin',
  '/%2fadmin',
  '/%5cadmin',
  '/\\admin',
  '/admin;x',
  '/admin;x/y',
  '/admin;/../public',
  '/admin;x/\\..\\..\\public',
  '/admin/..%2fpublic',
  '/admin/../public',
  '/admin/%2e%2e/public',
  '/admin%2f..%2fpublic',
  '/admin//..//..//public',
  '/admin%00',
  '/admin%00/../public',
  '/admin%3f',
  '/admin%23',
  '/admin/.',
  '/admin/%2e',
  '/admin/x/..',
  '/;x/admin',
  '/;/admin',
];

describe('Traefik CVE-2026-40912, -48020, Heimdall CVE-2026-42274, Oathkeeper: no reading of a path is left out', () => {
  test.each(disguises)('%s', (path) => {
    expect(requiredBy(publicFirst, `${app}${path}`).policy).toBe('deny');
    expect(requiredBy(adminFirst, `${app}${path}`).policy).toBe('deny');
  });

  test.each(['/admin%0a', '/admin%0d%0ax', '/admin/%0a'])(
    'a line break ends no line of a rule: %j',
    (path) => {
      const rules = [accessRule('deny', { resources: ['^/admin.*$'] }), accessRule('bypass')];
      expect(requiredBy(rules, `${app}${path}`).policy).toBe('deny');
    },
  );

  test('a path that can be read in too many ways is denied to everybody', () => {
    const path = `/public/a;b%5c%252f%3f%2f../%2e%2e//${'x;y%5c/..%252f;%2f'.repeat(20)}`;
    const rules = [accessRule('bypass', { resources: ['^/x'] }), accessRule('bypass')];
    const denied = { policy: 'deny', rule: undefined, dependsOnSubject: false };
    expect(requiredBy(rules, `${app}${path}`)).toEqual(denied);
    expect(requiredBy(rules, `${app}${path}`, { subject: john })).toEqual(denied);
    expect(verdictOf([accessRule('bypass')], `${app}${path}`)).toBe('bypass by 1');
  });

  test('whatever a path is put together from: where any reading is admin, it is denied', () => {
    const part = fc.constantFrom(
      '/',
      '//',
      'admin',
      'public',
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      ';',
      ';x',
      '%252f',
      '%3f',
      'x',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = `/${parts.join('')}`;
        const decoded = decodeURIComponent(path);
        const byBrowser = new URL(path.replace(/^[/\\]+/, '/'), app).pathname;
        const isAdmin = [path, decoded, byBrowser].some((one) => /^\/admin(\/|$)/.test(one));
        fc.pre(isAdmin);
        expect(requiredBy(publicFirst, `${app}${path}`).policy).toBe('deny');
      }),
      { numRuns: 800 },
    );
  });
});

describe('honest requests are judged as Authelia judges them', () => {
  const rules = [
    accessRule('bypass', { resources: ['^/public/my file\\.txt$', '^/caf\u00e9/', '^/api/v4/projects/'] }),
    accessRule('two_factor', { resources: ['^/a/'] }),
    accessRule('one_factor'),
  ];
  test.each([
    ['/public/my%20file.txt', 'bypass by 1'],
    ['/caf%C3%A9/x', 'bypass by 1'],
    ['/caf%c3%a9/x', 'bypass by 1'],
    ['/api/v4/projects/group%2Fproject', 'bypass by 1'],
    ['/api/v4/projects/1;jsessionid=2', 'bypass by 1'],
    ['/a/b?c=/../x', 'two_factor by 2'],
    ['/.well-known/acme-challenge/x', 'one_factor by 3'],
  ])('%s is %s', (path, verdict) => {
    expect(verdictOf(rules, `${app}${path}`)).toBe(verdict);
  });
});

describe('OPA-Envoy CVE-2026-26205: // at the start never loses a segment', () => {
  test.each(['//admin/x', '///admin/x', '//admin', '//admin//'])('%s', (path) => {
    const rules = [
      accessRule('deny', { domain: ['app.example.com'], resources: ['^/admin'] }),
      accessRule('bypass'),
    ];
    expect(verdictOf(rules, `${app}${path}`)).toBe('deny by 1');
  });
});

describe('Heimdall CVE-2026-32811: the query stays what it is', () => {
  test('and rules still match', () => {
    const rules = [
      accessRule('two_factor', { resources: ['^/a\\?x=%3F&y=\\?$'] }),
      accessRule('one_factor', { query: [[{ operator: 'equal', key: 'y', value: '?' }]] }),
    ];
    expect(verdictOf(rules, `${app}/a?x=%3F&y=?`)).toBe('two_factor by 1');
    expect(verdictOf(rules, `${app}/b?y=%3F`)).toBe('one_factor by 2');
  });
});

describe('of two readings the stricter one counts', () => {
  test.each([
    ['bypass', 'one_factor', 'one_factor'],
    ['one_factor', 'two_factor', 'two_factor'],
    ['two_factor', 'deny', 'deny'],
    ['deny', 'bypass', 'deny'],
    ['two_factor', 'one_factor', 'two_factor'],
  ] as const)('%s raw and %s normalised: %s', (raw, normalised, counted) => {
    const rules = [
      accessRule(raw, { resources: ['^/a/\\.\\./b$'] }),
      accessRule(normalised, { resources: ['^/b$'] }),
    ];
    expect(requiredBy(rules, `${app}/a/../b`).policy).toBe(counted);
  });

  test('a deny for all counts more than one that signing in may lift', () => {
    const rules = [
      accessRule('deny', { resources: ['^/b$'], subject: [['user:john']] }),
      accessRule('deny', { resources: ['^/a/'] }),
    ];
    expect(requiredBy(rules, `${app}/a/../b`)).toEqual({ policy: 'deny', rule: 2, dependsOnSubject: false });
  });
});
