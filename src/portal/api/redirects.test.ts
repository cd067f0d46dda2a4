import { afterEach, expect, test } from 'vitest';
import {
  createPortalWorld,
  type PortalWorld,
  type PortalWorldOptions,
  rightPassword,
} from '../../../tests/support/portal-world.ts';
import { cookieDomain } from '../../../tests/support/session-fixtures.ts';

const home = 'https://home.example.com/';
const withHome = { cookies: [cookieDomain({ default_redirection_url: home })] };
const withSecondFactor: PortalWorldOptions['rules'] = [
  { domain: ['secure.example.com'], policy: 'two_factor' },
  { domain: ['app.example.com'], policy: 'one_factor' },
];
const ok = { status: 'OK' };
const ko = { status: 'KO', message: 'Authentication failed. Check your credentials.' };

let world: PortalWorld | undefined;
afterEach(() => world?.close());

async function signInWith(options: PortalWorldOptions, destination: object): Promise<unknown> {
  world = await createPortalWorld(options);
  const answer = await world.postJson('/api/firstfactor', {
    username: 'john',
    password: rightPassword,
    ...destination,
  });
  expect([answer.status, answer.setCookies.length]).toEqual([200, 2]);
  return answer.json();
}

const redirectTo = (redirect: string) => ({ status: 'OK', data: { redirect } });

test.each<[string, PortalWorldOptions, object, unknown]>([
  ['no target, no default', {}, {}, ok],
  ['no target, a default', withHome, {}, redirectTo(home)],
  ['no target, a default, but a second factor somewhere', { ...withHome, rules: withSecondFactor }, {}, ok],
  ['null as the target', withHome, { targetURL: null }, redirectTo(home)],
  [
    'a safe target',
    {},
    { targetURL: 'https://app.example.com/a?b=c' },
    redirectTo('https://app.example.com/a?b=c'),
  ],
  [
    'a safe target that is denied',
    {},
    { targetURL: 'https://denied.example.com/' },
    redirectTo('https://auth.example.com/?rd=https%3A%2F%2Fdenied.example.com%2F&rm=GET'),
  ],
  [
    'a target that needs a second factor',
    { rules: withSecondFactor },
    { targetURL: 'https://secure.example.com/' },
    ok,
  ],
  [
    'a target that one factor is enough for, with a second factor elsewhere',
    { rules: withSecondFactor },
    { targetURL: 'https://app.example.com/' },
    redirectTo('https://app.example.com/'),
  ],
  ['an unsafe target, no default', {}, { targetURL: 'https://evil.test/' }, ok],
  ['an unsafe target, a default', withHome, { targetURL: 'https://evil.test/' }, redirectTo(home)],
  ['a path, a default', withHome, { targetURL: '/there' }, redirectTo(home)],
  ['no URL at all', withHome, { targetURL: 'not a url' }, ko],
  [
    'a method in small letters',
    {},
    { targetURL: 'https://app.example.com/', requestMethod: 'get' },
    redirectTo('https://app.example.com/'),
  ],
])('after the first factor with %s', async (_name, options, destination, expected) => {
  expect(await signInWith(options, destination)).toEqual(expected);
});

/** attacks.md, redirects: none of these may ever be followed. */
const hostile = [
  'https://example.com.evil.test/',
  'https://evil.test/https://app.example.com/',
  'https://app.example.com@evil.test/',
  'https://app.example.com:x@evil.test/',
  'https://evil.test\\@app.example.com/',
  'https:\\\\evil.test/',
  '/\\evil.test',
  '//evil.test/',
  'https:evil.test',
  'https:/evil.test',
  ' https://evil.test/',
  'https://evil.test%2f.example.com/',
  'https://evil.test%00.example.com/',
  'https://evil.test#.example.com/',
  'https://evil.test?.example.com/',
  'https://evil.test\t.example.com/',
  'https://app.example.com\nevil.test/',
  'https://evilexample.com/',
  'http://app.example.com/',
  'javascript:alert(1)//app.example.com/',
  'data:text/html,app.example.com',
  'https://xn--exmple-cua.com/',
  'https://еxample.com/',
  'https://app。example.com.evil.test/',
];

test.each(hostile)('%j is followed nowhere', async (url) => {
  world = await createPortalWorld();
  const login = await world.postJson('/api/firstfactor', {
    username: 'john',
    password: rightPassword,
    targetURL: url,
  });
  expect(login.text).not.toContain('redirect');
  const cookie = login.setCookies[0]?.split(';')[0] ?? '';
  const check = await world.postJson('/api/checks/safe-redirection', { uri: url }, { cookie });
  expect(check.text).not.toContain('"ok":true');
  const query = new URLSearchParams({ rd: url }).toString();
  for (const path of ['/', '/authenticated', '/logout', '/2fa/one-time-password']) {
    for (const headers of [{ cookie }, {}]) {
      const page = await world.send({ path: `${path}?${query}`, headers });
      expect(page.headers.location, path).toBeUndefined();
      expect(page.headers.refresh, path).toBeUndefined();
    }
  }
  const form = await world.postForm('/sign-in', {
    username: 'john',
    password: rightPassword,
    targetURL: url,
  });
  expect([form.status, form.headers.location]).toEqual([303, '/']);
  const out = await world.postForm('/sign-out', { targetURL: url }, { cookie });
  expect([out.status, out.headers.location]).toEqual([303, '/logout']);
});
