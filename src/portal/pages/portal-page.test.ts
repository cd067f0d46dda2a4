import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createPortalWorld,
  type PortalWorld,
  type PortalWorldOptions,
} from '../../../tests/support/portal-world.ts';
import { cookieDomain, minute } from '../../../tests/support/session-fixtures.ts';
import { pageDataOf } from '../../../tests/support/tiny-pages.ts';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

async function restart(options: PortalWorldOptions): Promise<void> {
  await world.close();
  world = await createPortalWorld(options);
}

const app = 'https://app.example.com/a?b=c';
const toApp = `rd=${encodeURIComponent(app)}`;

test('a visitor is asked to sign in, and told where they are going', async () => {
  const answer = await world.send({ path: `/?${toApp}&rm=POST` });
  expect([answer.status, answer.setCookies]).toEqual([200, []]);
  expect(pageDataOf(answer.text)).toEqual({
    page: 'sign-in',
    basePath: '/',
    language: 'en',
    theme: 'light',
    targetHost: 'app.example.com',
    targetUrl: app,
    requestMethod: 'POST',
    canBeRemembered: true,
    canResetPassword: false,
  });
});

test.each([
  '/anything',
  '/settings/security',
  '/2fa/one-time-password',
  '/authenticated',
  '/index.html',
  '/sign-in',
])('the path %s is a page for a visitor', async (path) => {
  const answer = await world.send({ path });
  expect(answer.status).toBe(200);
  expect(pageDataOf(answer.text).page).toBe('sign-in');
});

test('who is signed in goes on at once, and not round in a circle', async () => {
  const cookie = await world.signIn();
  const first = await world.send({ path: `/?${toApp}`, headers: { cookie } });
  expect([first.status, first.headers.location]).toEqual([302, app]);
  const marker = first.setCookies[0]?.split(';')[0] ?? '';
  const again = await world.send({ path: `/?${toApp}`, headers: { cookie: `${cookie}; ${marker}` } });
  expect(again.status).toBe(200);
  expect(pageDataOf(again.text)).toMatchObject({
    page: 'signed-in',
    displayName: 'John Doe',
    targetUrl: app,
  });
  const elsewhere = `rd=${encodeURIComponent('https://app.example.com/other')}`;
  const other = await world.send({ path: `/?${elsewhere}`, headers: { cookie: `${cookie}; ${marker}` } });
  expect(other.status).toBe(302);
});

test('a target that wants a second factor is not gone to', async () => {
  await restart({ rules: [{ domain: ['app.example.com'], policy: 'two_factor' }] });
  const cookie = await world.signIn();
  const answer = await world.send({ path: `/?${toApp}`, headers: { cookie } });
  expect(answer.headers.location).toBeUndefined();
  expect(pageDataOf(answer.text)).toMatchObject({
    page: 'second-factor',
    targetHost: 'app.example.com',
  });
});

test('who may not open the target is told so here, and is not sent round to the proxy', async () => {
  const cookie = await world.signIn();
  const denied = 'https://denied.example.com/secret?token=s3cret';
  for (const path of ['/', '/authenticated']) {
    const answer = await world.send({
      path: `${path}?rd=${encodeURIComponent(denied)}`,
      headers: { cookie, 'x-request-id': 'abc-1' },
    });
    const { location, refresh, 'x-request-id': requestId } = answer.headers;
    expect([answer.status, location, refresh, requestId]).toEqual([403, undefined, undefined, 'abc-1']);
    expect(pageDataOf(answer.text)).toMatchObject({
      page: 'error',
      problem: 'forbidden',
      displayName: 'John Doe',
      targetHost: 'denied.example.com',
      targetUrl: denied,
      requestId: 'abc-1',
    });
  }
  expect(world.lines.at(-1)).toMatchObject({
    level: 'info',
    msg: 'portal check',
    request_id: 'abc-1',
    decision: 'forbidden',
    reason: 'denied',
    policy: 'deny',
    host: 'denied.example.com',
    username: 'john',
    remote_ip: '203.0.113.7',
  });
  expect(JSON.stringify(world.lines)).not.toContain('s3cret');
});

test('a visitor may sign in for a target that is closed to others: the rule may be about who asks', async () => {
  const answer = await world.send({ path: `/?rd=${encodeURIComponent('https://denied.example.com/')}` });
  expect(pageDataOf(answer.text)).toMatchObject({ page: 'sign-in', targetHost: 'denied.example.com' });
});

test('who is signed in and going nowhere is told so, whatever the default target', async () => {
  await restart({ cookies: [cookieDomain({ default_redirection_url: 'https://home.example.com/' })] });
  const cookie = await world.signIn();
  const answer = await world.send({ path: '/', headers: { cookie } });
  expect(pageDataOf(answer.text)).toMatchObject({ page: 'signed-in', displayName: 'John Doe' });
});

test.each([`${toApp}&${toApp}`, 'rd=https%3A%2F%2Fevil.test%2F', 'rd=nonsense'])(
  'the query %s leads to an explanation, for everyone',
  async (query) => {
    for (const cookie of ['', await world.signIn()]) {
      const answer = await world.send({ path: `/?${query}`, headers: { cookie } });
      expect(answer.status).toBe(400);
      expect(pageDataOf(answer.text)).toMatchObject({ page: 'error', problem: 'unsafe-target' });
      expect(pageDataOf(answer.text)).not.toHaveProperty('targetUrl');
    }
  },
);

test('looking at a page is activity', async () => {
  const cookie = await world.signIn();
  for (let count = 0; count < 3; count++) {
    world.sessionWorld.clock.advance(3 * minute);
    const answer = await world.send({ path: '/', headers: { cookie } });
    expect(pageDataOf(answer.text).page).toBe('signed-in');
  }
});

test('a host that no cookie domain covers is explained', async () => {
  const answer = await world.send({ path: '/', headers: { 'x-forwarded-host': 'gate.example.org' } });
  expect(answer.status).toBe(200);
  expect(pageDataOf(answer.text)).toMatchObject({ page: 'error', problem: 'no-cookie-domain' });
});

test('a store that is away gives an error page, not a sign-in page', async () => {
  const cookie = await world.signIn();
  const { store } = world.sessionWorld;
  store.load = () => Promise.reject(new Error('away'));
  const answer = await world.send({ path: '/', headers: { cookie } });
  expect(answer.status).toBe(500);
  expect(pageDataOf(answer.text)).toMatchObject({ page: 'error', problem: 'unavailable' });
});

test('settings of the site reach the page', async () => {
  await restart({
    config: {
      theme: 'oled',
      authentication_backend: {
        password_reset: { disable: false, custom_url: 'https://reset.example.com/' },
        password_change: { disable: true },
        refresh_interval: 'disable',
        file: undefined,
      },
      privacy_policy: {
        enabled: true,
        require_user_acceptance: false,
        policy_url: 'https://www.example.com/privacy',
      },
    },
    cookies: [
      cookieDomain({ remember_me: null }),
      cookieDomain({ domain: 'example.net', authelia_url: 'https://auth.example.net' }),
    ],
  });
  const one = await world.send({ path: '/' });
  expect(pageDataOf(one.text)).toMatchObject({
    theme: 'oled',
    canResetPassword: true,
    resetPasswordUrl: 'https://reset.example.com/',
    privacyPolicyUrl: 'https://www.example.com/privacy',
    canBeRemembered: false,
  });
  const other = await world.send({ path: '/', headers: { 'x-forwarded-host': 'auth.example.net' } });
  expect(pageDataOf(other.text).canBeRemembered).toBe(true);
});

test('nothing of a page may be kept, framed or loaded from elsewhere', async () => {
  const { headers } = await world.send({ path: '/' });
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
  expect(headers).not.toHaveProperty('server');
  expect(headers).not.toHaveProperty('x-powered-by');
});

test('the operator’s policy gets a fresh nonce each time', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what operators write into the template.
  await restart({ cspTemplate: "script-src 'self'\n  'nonce-${NONCE}';\n" });
  const [one, other] = await Promise.all([world.send({ path: '/' }), world.send({ path: '/' })]);
  expect(one.headers['content-security-policy']).toMatch(/^script-src 'self' 'nonce-[\w-]{32}';$/);
  expect(one.headers['content-security-policy']).not.toBe(other.headers['content-security-policy']);
});

test('an empty policy of the operator’s switches nothing off', async () => {
  await restart({ cspTemplate: ' \n' });
  const { headers } = await world.send({ path: '/' });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
});

test('a hostile display name stays text', async () => {
  const cookie = await world.signIn('harry');
  const { text } = await world.send({ path: '/', headers: { cookie } });
  expect(pageDataOf(text).displayName).toBe('"><script>alert(1)</script>');
  expect(text).not.toContain('<script>alert');
});

test('the language: chosen, remembered, accepted, in this order', async () => {
  const chosen = await world.send({ path: '/?lang=de' });
  expect(pageDataOf(chosen.text).language).toBe('de');
  expect(chosen.setCookies).toEqual(['language=de; Path=/; Max-Age=31536000; SameSite=Lax; Secure']);
  const remembered = await world.send({ path: '/', headers: { cookie: 'language=de' } });
  expect(pageDataOf(remembered.text).language).toBe('de');
  const accepted = await world.send({ path: '/', headers: { 'accept-language': 'de' } });
  expect([pageDataOf(accepted.text).language, accepted.setCookies]).toEqual(['de', []]);
});

test.each([
  'lang=xx',
  'lang=de&lang=en',
  'lang=de%0d%0aSet-Cookie:%20a=b',
  'lang=',
  `lang=${'d'.repeat(500)}`,
])('the query %s sets no cookie', async (query) => {
  const answer = await world.send({ path: `/?${query}` });
  expect([answer.status, answer.setCookies]).toEqual([200, []]);
});
