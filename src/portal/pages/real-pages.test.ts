import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';
import { loadBuiltPages } from '../files/built-pages.ts';

/** Built by `npm test` before it runs the tests, or by `npm run build`. */
const builtPages = join(import.meta.dirname, '../../../dist/web');

let world: PortalWorld;
beforeAll(async () => {
  world = await createPortalWorld({ pages: await loadBuiltPages(builtPages), basePath: '/auth' });
});
afterAll(() => world.close());

const hostile = '"><script>alert(1)</script>';
const app = encodeURIComponent('https://app.example.com/"><script>alert(1)</script>');

async function everyPage(): Promise<readonly string[]> {
  const cookie = await world.signIn('harry');
  const pages = [
    await world.send({ path: `/auth/?rd=${app}` }),
    await world.send({ path: '/auth/', headers: { cookie } }),
    await world.send({ path: `/auth/authenticated?rd=${app}`, headers: { cookie } }),
    await world.send({ path: `/auth/logout?rd=${app}`, headers: { cookie } }),
    await world.send({ path: '/auth/logout' }),
    await world.send({ path: '/auth/?rd=https://evil.test/' }),
    await world.postForm('/auth/sign-in', { username: hostile, password: 'wrong' }),
    await world.postForm('/auth/sign-in', { username: hostile }),
  ];
  return pages.map(({ text }) => text);
}

test('no page has an inline script or style, or lets a hostile name or target out of its place', async () => {
  for (const html of await everyPage()) {
    expect(html).toMatch(/^<!doctype html><html lang="en"/i);
    expect(html).not.toContain('<script>');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  }
});

test('all that a page loads is there, below the sub-path, compressed and kept for good', async () => {
  for (const html of await everyPage()) {
    const urls = [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(urls.length).toBeGreaterThan(2);
    for (const path of urls.filter((url) => url.includes('/static/'))) {
      expect(path).toMatch(/^\/auth\/static\//);
      const { status, headers } = await world.send({ path, headers: { 'accept-encoding': 'gzip, br' } });
      expect([status, headers['content-encoding'], headers['cache-control']], path).toEqual([
        200,
        'br',
        'public, max-age=31536000, immutable',
      ]);
    }
  }
});

test('the pages have the ids that password managers and monitors look for', async () => {
  const [signIn = '', signedIn = '', , signOut = ''] = await everyPage();
  for (const id of [
    'first-factor-stage',
    'username-textfield',
    'password-textfield',
    'remember-checkbox',
    'sign-in-button',
  ]) {
    expect(signIn).toContain(`id="${id}"`);
  }
  expect(signedIn).toContain('id="authenticated-stage"');
  expect(signOut).toContain('id="logout-button"');
});

test('a page in a language that is written from right to left says so', async () => {
  const { text } = await world.send({ path: '/auth/?lang=ar' });
  expect(text).toMatch(/<html[^>]* dir="rtl"/);
});
