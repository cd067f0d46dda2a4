import { afterEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';
import { cookieDomain, cookieHeaderOf, minute } from '../../tests/support/session-fixtures.ts';
import { pageDataOf } from '../../tests/support/tiny-pages.ts';

// `max_age` beside a policy, in the portal: the same session is raised, and the page asked for is never lost.

const target = 'https://app.example.com/books?year=2026';
const toTarget = `/?rd=${encodeURIComponent(target)}`;

let world: PortalWorld;
afterEach(() => world.close());

async function open(policy: 'one_factor' | 'two_factor'): Promise<string> {
  world = await createPortalWorld({ rules: [{ domain: ['app.example.com'], policy, max_age: 2 * minute }] });
  return world.signIn();
}

const visit = (cookie: string) => world.send({ path: toTarget, headers: { cookie } });
const sessionOf = (cookie: string) =>
  world.sessionWorld.sessions.find(cookieDomain(), [cookie], { countsAsActivity: false });

const reauthenticate = (cookie: string) =>
  world.postJson(
    '/api/firstfactor/reauthenticate',
    { password: rightPassword, targetURL: target, requestMethod: 'GET' },
    { cookie },
  );

/** A second factor, as every one of them ends. */
async function giveSecondFactor(cookie: string): Promise<string> {
  const found = await sessionOf(cookie);
  const raised =
    found && (await world.sessionWorld.sessions.raise(cookieDomain(), found, { methods: ['otp'] }));
  return cookieHeaderOf(raised?.setCookie ?? '');
}

test('an old proof leads to re-authentication, which raises the same session and leads on', async () => {
  const cookie = await open('one_factor');
  expect((await visit(cookie)).headers.location).toBe(target);
  const before = await sessionOf(cookie);
  world.sessionWorld.clock.advance(2 * minute);

  expect(pageDataOf((await visit(cookie)).text)).toMatchObject({
    page: 'reauthenticate',
    displayName: 'John Doe',
    targetUrl: target,
    requestMethod: 'GET',
  });
  const answer = await reauthenticate(cookie);
  expect(answer.json()).toEqual({ status: 'OK', data: { redirect: target } });
  const raised = cookieHeaderOf(answer.setCookies[0] ?? '');
  expect((await visit(raised)).headers.location).toBe(target);
  const after = await sessionOf(raised);
  expect(after?.session.signedInAtMs).toBe(before?.session.signedInAtMs);
  expect(await sessionOf(cookie)).toBeUndefined();
});

test('somebody who was just sent on, and comes back too old meanwhile, is asked, not told that all is well', async () => {
  const cookie = await open('one_factor');
  world.sessionWorld.clock.advance(2 * minute - 1);
  const sent = await visit(cookie);
  expect(sent.status).toBe(302);
  const marker = cookieHeaderOf(sent.setCookies[0] ?? '');
  const jar = `${cookie}; ${marker}`;
  expect(pageDataOf((await visit(jar)).text).page).toBe('signed-in');
  world.sessionWorld.clock.advance(1);
  expect(pageDataOf((await visit(jar)).text).page).toBe('reauthenticate');
});

test('a second factor that is too old is asked for again; the password alone does not renew it', async () => {
  const cookie = await giveSecondFactor(await open('two_factor'));
  expect((await visit(cookie)).headers.location).toBe(target);
  world.sessionWorld.clock.advance(2 * minute);
  expect(pageDataOf((await visit(cookie)).text).page).toMatch(/^second-factor/);

  const answer = await reauthenticate(cookie);
  expect(answer.json()).toEqual({ status: 'OK' });
  const raised = cookieHeaderOf(answer.setCookies[0] ?? '');
  expect(pageDataOf((await visit(raised)).text).page).toMatch(/^second-factor/);
  expect((await visit(await giveSecondFactor(raised))).headers.location).toBe(target);
});

test('a second factor given just now is a young proof where one factor is asked for', async () => {
  const cookie = await open('one_factor');
  world.sessionWorld.clock.advance(2 * minute);
  const raised = await giveSecondFactor(cookie);
  expect((await visit(raised)).headers.location).toBe(target);
});
