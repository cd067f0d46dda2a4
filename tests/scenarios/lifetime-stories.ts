import { expect, test } from 'vitest';
import type { BrowserClient } from '../support/browser-client.ts';
import { people } from '../support/people.ts';
import { createEnvironmentClient, lifetimes, type ProxyEnvironment } from '../support/proxy-environment.ts';
import { signIn } from '../support/sign-in.ts';

const minuteMs = 60_000;

/** What ends a session by itself (departures.md §1 and §2). */
export function lifetimeStories(environment: () => ProxyEnvironment): void {
  const start = async (options: { readonly keepMeLoggedIn: boolean }) => {
    const { first, clock } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john, options);
    const open = async () => (await client.open(first.app)).status;
    return { client, clock, open };
  };
  const workFor = async (client: BrowserClient, durationMs: number) => {
    const { clock, first } = environment();
    for (let passedMs = 0; passedMs < durationMs; passedMs += 4 * minuteMs) {
      clock.advance(4 * minuteMs);
      await client.open(first.app);
    }
  };

  test('somebody who asked to be remembered is still signed in after the browser was closed', async () => {
    const { client, clock, open } = await start({ keepMeLoggedIn: true });
    client.jar.restartBrowser();
    expect(await open()).toBe(200);
    clock.advance(20 * 24 * 60 * minuteMs);
    client.jar.restartBrowser();
    expect(await open()).toBe(200);
    client.close();
  });

  test('somebody who did not is asked again', async () => {
    const { client, open } = await start({ keepMeLoggedIn: false });
    expect(await open()).toBe(200);
    client.jar.restartBrowser();
    expect(await open()).toBe(302);
    client.close();
  });

  test('being remembered ends too, however busy one is', async () => {
    const { client, clock, open } = await start({ keepMeLoggedIn: true });
    clock.advance(lifetimes.rememberMeMs - minuteMs);
    expect(await open()).toBe(200);
    clock.advance(2 * minuteMs);
    expect(await open()).toBe(302);
    client.close();
  });

  test('an idle session ends, and the idle time counts from the last request', async () => {
    const { client, clock, open } = await start({ keepMeLoggedIn: false });
    clock.advance(lifetimes.inactivityMs - minuteMs);
    expect(await open()).toBe(200);
    clock.advance(lifetimes.inactivityMs - minuteMs);
    expect(await open()).toBe(200);
    clock.advance(lifetimes.inactivityMs + minuteMs);
    expect(await open()).toBe(302);
    client.close();
  });

  test('an ended session stays ended when its cookie is sent again', async () => {
    const { client, clock, open } = await start({ keepMeLoggedIn: false });
    clock.advance(lifetimes.inactivityMs + minuteMs);
    expect(await open()).toBe(302);
    expect(await open()).toBe(302);
    client.close();
  });

  test('a session that is never idle ends at its hard limit', async () => {
    const { client, clock, open } = await start({ keepMeLoggedIn: false });
    await workFor(client, lifetimes.expirationMs - 4 * minuteMs);
    expect(await open()).toBe(200);
    clock.advance(4 * minuteMs + 1000);
    expect(await open()).toBe(302);
    client.close();
  });
}
