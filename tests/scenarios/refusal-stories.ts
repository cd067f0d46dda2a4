import { expect, test } from 'vitest';
import { people } from '../support/people.ts';
import { createEnvironmentClient, type ProxyEnvironment } from '../support/proxy-environment.ts';
import { signIn } from '../support/sign-in.ts';

/** The answers that are not the page asked for (behaviour.md §2.3 and §2.6). */
export function refusalStories(environment: () => ProxyEnvironment): void {
  test('a script is not sent a sign-in page', async () => {
    const { first, manners } = environment();
    const client = createEnvironmentClient(environment());
    const answer = await client.call(`${first.app}/api/items`);
    expect(answer.status).toBe(manners.anonymousScript);
    const old = await client.open(first.app, {
      headers: {
        'X-Requested-With': 'XMLHttpRequest',
        'Sec-Fetch-Mode': undefined,
        'Sec-Fetch-Dest': undefined,
      },
    });
    expect(old.status).toBe(manners.anonymousScript);
    client.close();
  });

  test('a form sent by a stranger is answered with a redirect that turns it into a page load', async () => {
    const { first, manners, application } = environment();
    const client = createEnvironmentClient(environment());
    const before = application.seen.length;
    const answer = await client.open(`${first.app}/order`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'item=1',
    });
    expect(answer.status).toBe(manners.anonymousPost);
    const portalUrl = new URL(answer.header('location') ?? '');
    expect(portalUrl.searchParams.get('rd')).toBe(`${first.app}/order`);
    if (manners.handsOnMethod) expect(portalUrl.searchParams.get('rm')).toBe('POST');
    expect(application.seen.length).toBe(before);
    client.close();
  });

  test('the body of a request that passes arrives whole', async () => {
    const { first, application } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john);
    const body = 'x'.repeat(300_000);
    const answer = await client.open(`${first.app}/upload`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect(application.seen.at(-1)).toMatchObject({ method: 'POST', target: '/upload' });
    expect(application.seen.at(-1)?.body.length).toBe(body.length);
    client.close();
  });

  test('HEAD is answered like GET, without a body', async () => {
    const { first, application } = environment();
    const client = createEnvironmentClient(environment());
    const refused = await client.open(first.app, { method: 'HEAD' });
    expect([refused.status, refused.body]).toEqual([302, '']);
    await signIn(client, first, people.john);
    const shown = await client.open(first.app, { method: 'HEAD' });
    expect([shown.status, shown.body]).toEqual([200, '']);
    expect(application.seen.at(-1)?.method).toBe('HEAD');
    client.close();
  });

  test('a page that is closed to all is closed to strangers and to the signed in', async () => {
    const { first, application } = environment();
    const client = createEnvironmentClient(environment());
    const before = application.seen.length;
    expect((await client.open(first.denied)).status).toBe(403);
    await signIn(client, first, people.john);
    expect((await client.open(first.denied)).status).toBe(403);
    expect(application.seen.length).toBe(before);
    client.close();
  });

  test('who is signed in and may not go on is told so by the portal, and is not sent round in circles', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    const signedIn = await signIn(client, first, people.john, { targetURL: first.denied });
    const redirect = /"redirect":"([^"]+)"/.exec(signedIn.body)?.[1] ?? '';
    expect(new URL(redirect).origin).toBe(first.portal);
    const page = await client.open(redirect);
    expect([page.status, page.header('location'), page.header('refresh')]).toEqual([
      403,
      undefined,
      undefined,
    ]);
    expect(page.body).toContain('You may not open this');
    expect(page.body).toContain(new URL(first.denied).hostname);
    client.close();
  });

  test('an open page is shown to all, with and without a session', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    expect((await client.open(first.public)).status).toBe(200);
    await signIn(client, first, people.john);
    expect((await client.open(first.public)).status).toBe(200);
    client.close();
  });

  test('a guarded page over plain http is refused, with or without a session', async () => {
    const { first, insecureApp, manners, application } = environment();
    const client = createEnvironmentClient(environment());
    const before = application.seen.length;
    expect((await client.open(insecureApp)).status).toBe(manners.malformedTarget);
    await signIn(client, first, people.john);
    expect((await client.open(insecureApp)).status).toBe(manners.malformedTarget);
    expect(application.seen.length).toBe(before);
    client.close();
  });

  test('Basic credentials open a page for programs where the endpoint reads them; wrong ones never do', async () => {
    const { first, manners, application } = environment();
    const client = createEnvironmentClient(environment());
    const basic = (user: string, password: string) => ({
      headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
    });
    const before = application.seen.length;
    const refused = await client.open(first.app, basic('john', 'wrong'));
    expect(refused.status).toBe(manners.wrongBasic);
    if (manners.readsAuthorization && manners.wrongBasic === 401)
      expect(refused.headers('www-authenticate')).toEqual([expect.stringMatching(/^Basic [^,]*$/)]);
    expect(application.seen.length).toBe(before);
    const shown = await client.open(first.app, basic(people.harry.username, people.harry.password));
    expect(shown.status).toBe(manners.readsAuthorization ? 200 : 302);
    if (manners.readsAuthorization) {
      expect(application.seen.at(-1)?.headers['remote-user']).toEqual(['harry']);
    }
    client.close();
  });

  test('two hundred requests of one session at once all pass', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john);
    const asked = Array.from({ length: 200 }, (_, index) => client.open(`${first.app}/asset-${index}`));
    const statuses = new Set((await Promise.all(asked)).map(({ status }) => status));
    expect([...statuses]).toEqual([200]);
    client.close();
  });
}
