import { expect, test } from 'vitest';
import { people } from '../support/people.ts';
import { createEnvironmentClient, type ProxyEnvironment } from '../support/proxy-environment.ts';
import { attemptSignIn, signIn } from '../support/sign-in.ts';

/** A visitor becomes somebody. */
export function signInStories(environment: () => ProxyEnvironment): void {
  test('a stranger is led to the portal and, signed in, back to the page asked for', async () => {
    const { first, manners, application } = environment();
    const client = createEnvironmentClient(environment());
    const page = `${first.app}/reports?year=2026`;
    const refused = await client.open(page);
    expect(refused.status).toBe(302);
    const portalUrl = new URL(refused.header('location') ?? '');
    expect(`${portalUrl.origin}${portalUrl.pathname}`.replace(/\/$/, '')).toBe(first.portal);
    expect(portalUrl.searchParams.get('rd')).toBe(page);
    if (manners.handsOnMethod) expect(portalUrl.searchParams.get('rm')).toBe('GET');

    const form = await client.open(portalUrl.href);
    expect(form.status).toBe(200);
    expect(form.header('content-type')).toMatch(/^text\/html/);
    expect(form.body).toContain('username-textfield');

    const answer = await signIn(client, first, people.john, { targetURL: page });
    expect(answer.json()).toEqual({ status: 'OK', data: { redirect: page } });
    const shown = await client.open(page);
    expect(shown.status).toBe(200);
    expect(application.seen.at(-1)?.target).toBe('/reports?year=2026');
    client.close();
  });

  test('a wrong password and an unknown name get the same words, no cookie and no access', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    const wrong = await attemptSignIn(client, first, { username: 'john', password: 'wrong' });
    const unknown = await attemptSignIn(client, first, { username: 'nobody', password: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(wrong.json()).toEqual({
      status: 'KO',
      message: 'Authentication failed. Check your credentials.',
    });
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect([...wrong.headers('set-cookie'), ...unknown.headers('set-cookie')]).toEqual([]);
    expect((await client.open(first.app)).status).toBe(302);
    client.close();
  });

  test('the portal tells who is signed in', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    const state = async () => (await client.call(`${first.portal}/api/state`)).json();
    expect(await state()).toMatchObject({ data: { username: '', authentication_level: 0 } });
    await signIn(client, first, people.harry);
    expect(await state()).toMatchObject({ data: { username: 'harry', authentication_level: 1 } });
    client.close();
  });

  test('the portal sends nobody to a foreign place after signing in', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    const answer = await signIn(client, first, people.john, { targetURL: 'https://example.com.evil.test/' });
    expect(answer.json()).toEqual({ status: 'OK' });
    client.close();
  });

  test('the form works without script too', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    const form = await client.open(`${first.portal}/?rd=${encodeURIComponent(`${first.app}/`)}&rm=GET`);
    const fields = new URLSearchParams(hiddenFields(form.body));
    fields.set('username', people.john.username);
    fields.set('password', people.john.password);
    const action = new URL(/<form[^>]*\saction="([^"]*)"/.exec(form.body)?.[1] ?? '', `${first.portal}/`);
    const sent = await client.open(action.href, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: new URL(first.portal).origin,
        'Sec-Fetch-Site': 'same-origin',
      },
      body: fields.toString(),
    });
    expect(sent.status).toBe(303);
    // A page in between sends the browser on: Chromium holds `form-action` against redirects that follow a form.
    const between = await client.open(new URL(sent.header('location') ?? '', action).href);
    expect(between.header('refresh')).toBe(`0;url=${first.app}/`);
    expect((await client.open(`${first.app}/`)).status).toBe(200);
    client.close();
  });
}

/** Name and value of each hidden field of a page. */
function hiddenFields(html: string): [string, string][] {
  const inputs = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => input);
  const attribute = (input: string, name: string) =>
    (new RegExp(`\\s${name}="([^"]*)"`).exec(input)?.[1] ?? '').replaceAll('&amp;', '&');
  return inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')]);
}
