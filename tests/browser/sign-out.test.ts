import { createServer } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { useBrowser, waitForScript } from './support/browser.ts';

const signedOut = (safeTargetURL: boolean) => ({
  status: 200,
  json: { status: 'OK', data: { safeTargetURL } },
});

/** An application of another site, which leads from `/away` to yet another. */
async function startFramedApplication(elsewhere: string) {
  const seen: string[] = [];
  const application = createServer((request, response) => {
    seen.push(request.url ?? '');
    if (request.url?.startsWith('/away') === true) response.writeHead(302, { location: elsewhere }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end('signed out');
  });
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  const address = application.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    close: () => new Promise<void>((resolve) => application.close(() => resolve())),
  };
}

describe('signing out', () => {
  const { server, open } = useBrowser();

  test('asks where the request may come from elsewhere', async () => {
    server().show({ page: 'sign-out' });
    server().on('POST /api/logout', () => signedOut(false));
    const page = await open();
    await waitForScript(page);
    expect(await page.textContent('h1')).toBe('Sign out?');
    expect(server().seen.filter(({ method }) => method === 'POST')).toEqual([]);
    await page.click('#logout-button');
    await page.waitForSelector('#signed-out-stage');
    expect(server().seen.find(({ method }) => method === 'POST')).toEqual({
      method: 'POST',
      path: '/auth/api/logout',
      body: {},
    });
  });

  test('is done at once where it is the person’s own wish, and goes on to a safe target', async () => {
    const target = `${server().url}there`;
    server().show({ page: 'sign-out', isSignOutConfirmed: true, targetUrl: target, targetHost: 'there' });
    server().on('POST /api/logout', () => signedOut(true));
    const page = await open();
    await page.waitForURL(target);
    expect(server().seen.find(({ method }) => method === 'POST')?.body).toEqual({ targetURL: target });
  });

  test('stays where the target is not safe', async () => {
    server().show({ page: 'sign-out', isSignOutConfirmed: true, targetUrl: 'https://evil.example/' });
    server().on('POST /api/logout', () => signedOut(false));
    const page = await open();
    await page.waitForSelector('#signed-out-stage');
    expect(page.url()).toBe(server().url);
  });

  test('that fails says that the person is still signed in', async () => {
    server().show({ page: 'sign-out', isSignOutConfirmed: true });
    server().on('POST /api/logout', () => ({ status: 503, json: undefined }));
    const page = await open();
    await page.waitForSelector('.note');
    expect(await page.textContent('[role=alert]')).toContain('You are still signed in');
    expect(await page.isVisible('#logout-button')).toBe(true);
  });

  test('goes by the form where its answer is needed: for applications in frames, or for one that asked', async () => {
    server().on('POST /sign-out', () => ({ status: 200, page: { isSignedOut: true } }));
    server().show({ page: 'sign-out', isSignOutConfirmed: true, needsForm: true });
    const confirmed = await open();
    await confirmed.waitForSelector('#signed-out-stage');
    server().show({ page: 'sign-out', applicationName: 'Wiki', signOutRequest: 'sealed' });
    const asking = await open();
    await waitForScript(asking);
    expect(await asking.textContent('.card')).toContain('Wiki asks to sign you out.');
    await asking.click('#logout-button');
    await asking.waitForSelector('#signed-out-stage');
    expect(server().seen.filter(({ method }) => method === 'POST')).toEqual([
      { method: 'POST', path: '/auth/sign-out', body: undefined },
      { method: 'POST', path: '/auth/sign-out', body: { request: 'sealed' } },
    ]);
  });

  test.each([true, false])(
    'loads applications in frames, and those nothing of another site (script: %s)',
    async (javaScriptEnabled) => {
      const application = await startFramedApplication(server().url);
      const frames = [`${application.url}/out;now?sid=1`, `${application.url}/away?sid=2`];
      server().on('POST /sign-out', () => ({ status: 200, page: { isSignedOut: true, frames } }));
      server().show({ page: 'sign-out', needsForm: true });
      const page = await open({ javaScriptEnabled, blocked: /^Framing .* violates/ });
      await page.click('#logout-button');
      await page.waitForSelector('#signed-out-stage');
      await vi.waitFor(() => expect(application.seen).toEqual(['/out;now?sid=1', '/away?sid=2']), 10_000);
      expect(page.frames().map((frame) => frame.url())).not.toContain(server().url);
      expect(await page.isVisible('iframe')).toBe(false);
      await application.close();
    },
  );

  test('works without script', async () => {
    server().show({ page: 'sign-out', isSignOutConfirmed: true, targetUrl: 'https://wiki.example.com/' });
    server().on('POST /sign-out', () => ({ status: 200, page: { isSignedOut: true } }));
    const page = await open({ javaScriptEnabled: false });
    expect(server().seen.filter(({ method }) => method === 'POST')).toEqual([]);
    await page.click('#logout-button');
    await page.waitForSelector('#signed-out-stage');
    expect(server().seen.find(({ method }) => method === 'POST')).toEqual({
      method: 'POST',
      path: '/auth/sign-out',
      body: { targetURL: 'https://wiki.example.com/' },
    });
  });
});
