import { expect, test } from 'vitest';
import { people } from '../support/people.ts';
import { cookieNames, createEnvironmentClient, type ProxyEnvironment } from '../support/proxy-environment.ts';
import { signIn } from '../support/sign-in.ts';

/** One Gatehouse for two domains that share no cookies (behaviour.md §3.6). */
export function cookieDomainStories(environment: () => ProxyEnvironment): void {
  test('each domain has its portal and its cookie, and signing in at one opens nothing at the other', async () => {
    const { first, second } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john);
    expect((await client.open(first.app)).status).toBe(200);
    const refused = await client.open(second.app);
    expect(refused.status).toBe(302);
    expect(refused.header('location')?.startsWith(second.portal)).toBe(true);

    await signIn(client, second, people.harry);
    expect(client.jar.value(cookieNames.second, new URL(second.app))).toBeDefined();
    expect((await client.open(second.app)).status).toBe(200);
    client.close();
  });

  test('a cookie carried over by hand to the other domain opens nothing there and ends the session', async () => {
    const { first, second } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john);
    const value = client.jar.value(cookieNames.first, new URL(first.app));
    const carried = `${cookieNames.second}=${value}; ${cookieNames.first}=${value}`;
    expect((await client.open(second.app, { headers: { Cookie: carried } })).status).toBe(302);
    expect((await client.open(first.app)).status).toBe(302);
    client.close();
  });

  test('where being remembered is switched off, the wish is without effect', async () => {
    const { second } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, second, people.john, { keepMeLoggedIn: true });
    expect((await client.open(second.app)).status).toBe(200);
    client.jar.restartBrowser();
    expect((await client.open(second.app)).status).toBe(302);
    client.close();
  });

  test('signing out of one domain keeps a sign-in of its own at the other', async () => {
    const { first, second } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john);
    await signIn(client, second, people.harry);
    await client.call(`${second.portal}/api/logout`, { method: 'POST', body: '{}' });
    expect((await client.open(second.app)).status).toBe(302);
    expect((await client.open(first.app)).status).toBe(200);
    client.close();
  });
}
