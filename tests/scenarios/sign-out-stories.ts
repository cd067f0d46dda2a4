import { expect, test } from 'vitest';
import { people } from '../support/people.ts';
import { cookieNames, createEnvironmentClient, type ProxyEnvironment } from '../support/proxy-environment.ts';
import { signIn } from '../support/sign-in.ts';

/** A person leaves. */
export function signOutStories(environment: () => ProxyEnvironment): void {
  test('signing out removes the cookie from the browser and the session from the server', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john, { keepMeLoggedIn: true });
    const app = new URL(first.app);
    const value = client.jar.value(cookieNames.first, app);
    expect(value).toMatch(/^[\w-]{43}$/);

    const answer = await client.call(`${first.portal}/api/logout`, {
      method: 'POST',
      body: JSON.stringify({ targetURL: `${first.app}/bye` }),
    });
    expect(answer.json()).toEqual({ status: 'OK', data: { safeTargetURL: true } });
    expect(client.jar.value(cookieNames.first, app)).toBeUndefined();
    expect((await client.open(first.app)).status).toBe(302);

    const thief = createEnvironmentClient(environment());
    const replayed = await thief.open(first.app, { headers: { Cookie: `${cookieNames.first}=${value}` } });
    expect(replayed.status).toBe(302);
    client.close();
    thief.close();
  });

  test('a foreign place after signing out is called unsafe', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john);
    const answer = await client.call(`${first.portal}/api/logout`, {
      method: 'POST',
      body: JSON.stringify({ targetURL: 'https://evil.test/' }),
    });
    expect(answer.json()).toEqual({ status: 'OK', data: { safeTargetURL: false } });
    client.close();
  });

  test('one browser signing out leaves the others alone', async () => {
    const { first } = environment();
    const [desk, phone] = [createEnvironmentClient(environment()), createEnvironmentClient(environment())];
    await signIn(desk, first, people.john);
    await signIn(phone, first, people.john);
    await desk.call(`${first.portal}/api/logout`, { method: 'POST', body: '{}' });
    expect((await desk.open(first.app)).status).toBe(302);
    expect((await phone.open(first.app)).status).toBe(200);
    desk.close();
    phone.close();
  });
}
