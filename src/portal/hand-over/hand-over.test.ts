import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WireAnswer } from '../../../tests/support/http-client.ts';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../../tests/support/portal-world.ts';
import { cookieDomain, minute } from '../../../tests/support/session-fixtures.ts';

const home = cookieDomain();
const other = cookieDomain({ domain: 'example.org', authelia_url: 'https://auth.example.org' });
const third = cookieDomain({ domain: 'example.net', authelia_url: 'https://auth.example.net' });
const target = 'https://app.example.org/page';
const strict = 'https://strict.example.org/';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld({
    cookies: [home, other, third],
    signInOnce: 'example.com',
    rules: [
      { domain: ['strict.example.org'], policy: 'two_factor' },
      { domain: ['*.example.org', 'auth.example.com'], policy: 'one_factor' },
    ],
  });
});
afterEach(() => world.close());

/** A browser: keeps the cookies of each host and does not follow redirects. */
function createBrowser() {
  const jars = new Map<string, Map<string, string>>();
  return {
    jars,
    async open(
      url: string,
      init: { readonly method?: string; readonly body?: string } = {},
    ): Promise<WireAnswer> {
      const { host, pathname, search } = new URL(url);
      const jar = jars.get(host) ?? new Map<string, string>();
      jars.set(host, jar);
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await world.send({
        ...init,
        path: `${pathname}${search}`,
        headers: { host, 'x-forwarded-host': host, cookie },
      });
      for (const one of answer.setCookies) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
        if (value === '' || /Max-Age=0(;|$)/.test(one)) jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    },
  };
}
type Browser = ReturnType<typeof createBrowser>;

const signInAtHome = (browser: Browser) =>
  browser.open('https://auth.example.com/api/firstfactor', {
    method: 'POST',
    body: JSON.stringify({ username: 'john', password: rightPassword }),
  });

/** Follows redirects until a page, or another host than a portal, is reached. */
async function follow(browser: Browser, start: string): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let url: string | undefined = start; url !== undefined && seen.length < 10; ) {
    seen.push(url);
    if (!new URL(url).host.startsWith('auth.')) break;
    const answer = await browser.open(url);
    url = answer.headers.location === undefined ? undefined : new URL(answer.headers.location, url).href;
  }
  return seen;
}
const portalOf = (url: string) => `https://auth.example.org/?${new URLSearchParams({ rd: url })}`;
const stateOf = async (browser: Browser, portal = 'https://auth.example.org/') => {
  const answer = await browser.open(portal);
  return new URL(answer.headers.location ?? '').searchParams.get('state') ?? '';
};

describe('signed in at home', () => {
  test('carries to another domain without a page', async () => {
    const browser = createBrowser();
    await signInAtHome(browser);
    const seen = await follow(browser, portalOf(target));
    expect(seen.map((url) => new URL(url).host)).toEqual([
      'auth.example.org',
      'auth.example.com',
      'auth.example.org',
      'app.example.org',
    ]);
    const state = await browser.open('https://auth.example.org/api/state');
    expect(state.json()).toMatchObject({ data: { username: 'john', authentication_level: 1 } });
  });

  test('has the same hard limit, and the same sign-out, everywhere', async () => {
    const browser = createBrowser();
    await signInAtHome(browser);
    world.sessionWorld.clock.advance(4 * minute);
    await follow(browser, portalOf(target));
    const sessions = await world.sessionWorld.store.findByUser('john');
    expect(new Set(sessions.map(({ session }) => session.signedInAtMs)).size).toBe(1);
    expect(new Set(sessions.map(({ session }) => session.signInId)).size).toBe(1);
    expect(sessions).toHaveLength(2);
    await browser.open('https://auth.example.org/api/logout', { method: 'POST', body: '{}' });
    expect(await world.sessionWorld.store.findByUser('john')).toEqual([]);
  });

  test('a second sign-in of the same person elsewhere is left alone by that', async () => {
    const [one, two] = [createBrowser(), createBrowser()];
    await signInAtHome(one);
    await signInAtHome(two);
    await one.open('https://auth.example.com/api/logout', { method: 'POST', body: '{}' });
    expect(await world.sessionWorld.store.findByUser('john')).toHaveLength(1);
  });

  test('what is lacking is proved at home', async () => {
    const browser = createBrowser();
    await signInAtHome(browser);
    const seen = await follow(browser, portalOf(strict));
    expect(seen.at(-1)).toContain('https://auth.example.com/?rd=');
  });
});

test('who is not signed in signs in at home, and comes to where they were going', async () => {
  const browser = createBrowser();
  const seen = await follow(browser, portalOf(target));
  expect(seen.at(-1)).toBe(`https://auth.example.com/?${new URLSearchParams({ rd: target, rm: 'GET' })}`);
  await signInAtHome(browser);
  expect((await follow(browser, portalOf(target))).at(-1)).toBe(target);
});

describe('a hand-over', () => {
  const tokenFor = async (browser: Browser) => {
    await signInAtHome(browser);
    const asked = await browser.open(portalOf(target));
    const given = await browser.open(asked.headers.location ?? '');
    return given.headers.location ?? '';
  };
  const isSignedIn = async (browser: Browser, host = 'auth.example.org') =>
    (await browser.open(`https://${host}/api/state`)).text.includes('"john"');

  test('fifty redemptions at once: one session', async () => {
    const browser = createBrowser();
    const url = new URL(await tokenFor(browser));
    const cookie = [...(browser.jars.get(url.host) ?? [])]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        world.send({
          path: `${url.pathname}${url.search}`,
          headers: { host: url.host, 'x-forwarded-host': url.host, cookie },
        }),
      ),
    );
    const made = answers.filter(({ setCookies }) =>
      setCookies.some((one) => one.startsWith('authelia_session=')),
    );
    expect(made).toHaveLength(1);
  });

  test('is worth nothing in another browser', async () => {
    const url = await tokenFor(createBrowser());
    const thief = createBrowser();
    await thief.open(portalOf(target));
    await thief.open(url);
    expect(await isSignedIn(thief)).toBe(false);
  });

  test('is worth nothing after half a minute, or at another domain', async () => {
    const browser = createBrowser();
    const url = await tokenFor(browser);
    await browser.open('https://auth.example.net/');
    await browser.open(url.replace('auth.example.org', 'auth.example.net'));
    expect(await isSignedIn(browser, 'auth.example.net')).toBe(false);
    world.sessionWorld.clock.advance(30_000);
    await browser.open(url);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('of a user who is gone by then makes no session, and shows the sign-in page', async () => {
    const browser = createBrowser();
    const state = await stateOf(browser);
    const seen = await follow(browser, `https://auth.example.org/hand-over?token=AAAA&state=${state}`);
    expect(seen.at(-1)).toBe('https://auth.example.org/');
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('goes to configured portals alone', async () => {
    const browser = createBrowser();
    await signInAtHome(browser);
    for (const to of ['evil.test', 'example.com', 'example.org.evil.test', '']) {
      const answer = await browser.open(`https://auth.example.com/hand-over?to=${to}&state=x`);
      expect(answer.headers.location, to).toBe('/');
    }
    const unsafe = await browser.open(
      'https://auth.example.com/hand-over?to=example.org&state=x&rd=https://evil.test/',
    );
    expect([unsafe.status, unsafe.headers.location]).toEqual([400, undefined]);
    // Only home hands over.
    await browser.open('https://auth.example.org/api/firstfactor', {
      method: 'POST',
      body: JSON.stringify({ username: 'john', password: rightPassword }),
    });
    const elsewhere = await browser.open('https://auth.example.org/hand-over?to=example.net&state=x');
    expect(elsewhere.headers.location).toBe('/');
  });
});
