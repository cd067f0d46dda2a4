import { describe, expect, test } from 'vitest';
import { waitForScript } from './support/browser.ts';
import { fillInSignIn, persons } from './support/person.ts';
import { useSite } from './support/use-site.ts';

describe('one sign-in for two root domains', () => {
  const { site, openBrowser } = useSite('two-domains-story', ({ portal, otherPortal }) => ({
    session: {
      sign_in_once: true,
      cookies: [
        { domain: 'example.localhost', authelia_url: portal },
        { domain: 'other.localhost', authelia_url: otherPortal },
      ],
    },
    access_control: {
      default_policy: 'deny',
      rules: [{ domain: ['wiki.example.localhost', 'app.other.localhost'], policy: 'one_factor' }],
    },
  }));

  test('begun at the other domain: home asks, both are signed in, and signing out at one ends both', async () => {
    const page = await openBrowser();
    const { portal, otherPortal, otherApp, wiki } = site().origins;
    await page.goto(`${otherApp}/page?of=12`);
    await page.waitForSelector('#first-factor-stage');
    expect(new URL(page.url()).origin).toBe(portal);
    await fillInSignIn(page, persons.alice);
    await page.waitForURL(`${otherApp}/page?of=12`);
    await page.goto(`${wiki}/`);
    expect(page.url()).toBe(`${wiki}/`);

    await page.goto(`${otherPortal}/logout`);
    await page.waitForSelector('#signed-out-stage');
    await page.goto(`${wiki}/`);
    await page.waitForSelector('#first-factor-stage');
    await page.goto(`${otherApp}/`);
    await page.waitForSelector('#first-factor-stage');
  });

  test('begun at home: the other domain shows no page at all, without script neither', async () => {
    const { otherApp, wiki } = site().origins;
    for (const isScriptOff of [false, true]) {
      const page = await openBrowser({ isScriptOff });
      await page.goto(`${wiki}/`);
      if (!isScriptOff) await waitForScript(page);
      await fillInSignIn(page, persons.bob);
      await page.waitForURL(`${wiki}/`);
      await page.goto(`${otherApp}/book`);
      expect(page.url()).toBe(`${otherApp}/book`);
    }
  });
});
