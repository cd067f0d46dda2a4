import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';
import { pageDataOf } from '../../../tests/support/tiny-pages.ts';

const script = '/static/page-abcdefgh.js';
let folder: string;
let world: PortalWorld;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-'));
  world = await createPortalWorld();
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function restartWithAssets(files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  await world.close();
  world = await createPortalWorld({ assetPath: folder });
}

test('a hashed file is kept for good, any other is asked for again', async () => {
  const hashed = await world.send({ path: script });
  expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(hashed.headers['content-type']).toBe('text/javascript; charset=utf-8');
  const icon = await world.send({ path: '/favicon.ico' });
  expect(icon.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
  expect(icon.headers['content-type']).toBe('image/x-icon');
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['gzip', 'gzip'],
  ['gzip, br', 'br'],
  ['br;q=0.1, gzip;q=0.9', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['*;q=0', undefined],
  ['identity, br;q=0.5', undefined],
  ['BR', 'br'],
  ['br;q=nonsense', undefined],
  ['deflate, zstd', undefined],
])('Accept-Encoding %j gets %j', async (accepted, encoding) => {
  const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
  const answer = await world.send({ path: script, headers });
  expect([answer.status, answer.headers['content-encoding']]).toEqual([200, encoding]);
  expect(answer.headers.vary).toBe('Accept-Encoding');
  expect(answer.text.startsWith(encoding === undefined ? 'export' : 'in ')).toBe(true);
});

test('a browser that has the file gets 304, for the encoding that it has', async () => {
  const first = await world.send({ path: script, headers: { 'accept-encoding': 'br' } });
  const { etag = '' } = first.headers;
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const answer = await world.send({
      path: script,
      headers: { 'accept-encoding': 'br', 'if-none-match': known },
    });
    expect([answer.status, answer.text, answer.headers.etag]).toEqual([304, '', etag]);
  }
  const other = await world.send({ path: script, headers: { 'if-none-match': etag } });
  expect(other.status).toBe(200);
});

test.each([
  '/static/../render.js',
  '/static/..%2frender.js',
  '/static/..%5c..%5cpackage.json',
  '/static/%2e%2e/%2e%2e/etc/passwd',
  '/static//etc/passwd',
  '/static/page-abcdefgh.js%00',
  '/static/page-abcdefgh.js/',
  '/static/__proto__',
  '/locales/../../etc/passwd.json',
  '/locales/en/..%2f..%2fportal.json/x',
  '/locales/__proto__/portal.json',
])('%s leads to no file', async (path) => {
  expect((await world.send({ path })).status).toBe(404);
});

test('what browsers and robots ask for on their own', async () => {
  const robots = await world.send({ path: '/robots.txt' });
  expect([robots.status, robots.text]).toEqual([200, 'no robots']);
  expect((await world.send({ path: '/manifest.json' })).status).toBe(404);
  for (const path of ['/logo.png', '/static/media/logo.png']) {
    expect((await world.send({ path })).text).toBe('our logo');
  }
});

test('the operator’s logo and icon replace ours', async () => {
  expect(pageDataOf((await world.send({ path: '/' })).text)).not.toHaveProperty('logoUrl');
  await restartWithAssets({ 'logo.png': 'a logo', 'favicon.ico': 'another icon' });
  const logo = await world.send({ path: '/static/media/logo.png' });
  expect([logo.text, logo.headers['content-type']]).toEqual(['a logo', 'image/png']);
  expect((await world.send({ path: '/favicon.ico' })).text).toBe('another icon');
  expect(pageDataOf((await world.send({ path: '/' })).text).logoUrl).toBe('/static/media/logo.png');
});

test('the operator’s texts reach the page in their language alone, and the translations', async () => {
  await restartWithAssets({
    'locales/de/portal.json': '{"Sign in":"Hello"}',
    'locales/sv/portal.json': '{"Sign in":"Hej"}',
    'locales/en/portal.json': 'broken',
  });
  const german = await world.send({ path: '/?lang=de' });
  expect(pageDataOf(german.text).textOverrides).toEqual({ 'sign-in': 'Hello' });
  const english = await world.send({ path: '/' });
  expect(pageDataOf(english.text)).not.toHaveProperty('textOverrides');
  const texts = await world.send({ path: '/locales/de/portal.json' });
  expect(texts.json()).toEqual({ 'sign-in': 'Anmelden', 'Sign in': 'Hello' });
  expect((await world.send({ path: '/locales/sv/portal.json' })).json()).toEqual({ 'Sign in': 'Hej' });
});

test('a folder that is not there replaces nothing', async () => {
  await world.close();
  world = await createPortalWorld({ assetPath: join(folder, 'missing') });
  expect((await world.send({ path: '/favicon.ico' })).text).toBe('an icon');
});

test('the list of languages, with a tag to come back with', async () => {
  const answer = await world.send({ path: '/locales' });
  expect(answer.json()).toMatchObject({
    status: 'OK',
    data: {
      defaults: { language: { display: 'English', locale: 'en' }, namespace: 'portal' },
      namespaces: ['portal'],
      languages: [{ locale: 'en' }, { locale: 'de', display: 'Deutsch' }, { locale: 'zh-CN' }],
    },
  });
  const again = await world.send({
    path: '/locales',
    headers: { 'if-none-match': answer.headers.etag ?? '' },
  });
  expect(again.status).toBe(304);
});

test.each([
  ['/locales/de/portal.json', { 'sign-in': 'Anmelden' }],
  ['/locales/de-AT/portal.json', { 'sign-in': 'Anmelden' }],
  ['/locales/zh/portal.json', { 'sign-in': 'Sign in' }],
  ['/locales/de/settings.json', {}],
])('the texts of %s', async (path, texts) => {
  expect((await world.send({ path })).json()).toEqual(texts);
});

test.each(['/locales/xx/portal.json', '/locales/de/portal.txt', '/locales/de'])(
  '%s is not there',
  async (path) => {
    expect((await world.send({ path })).status).toBe(404);
  },
);
