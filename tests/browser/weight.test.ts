import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PageData } from '../../shared/api/page.ts';
import { loadBuiltPages, pagesFolder } from './support/built-pages.ts';

const data: PageData = {
  page: 'sign-in',
  basePath: '/',
  language: 'ar',
  theme: 'auto',
  canBeRemembered: true,
  canResetPassword: true,
  privacyPolicyUrl: 'https://example.com/privacy',
  targetHost: 'wiki.example.com',
  targetUrl: 'https://wiki.example.com/start?of=something',
  requestMethod: 'GET',
};

test('the first load of the sign-in page weighs at most 45 KB, compressed, in all', async () => {
  const { render } = await loadBuiltPages();
  const html = render(data);
  const urls = [...html.matchAll(/<(?:link|script)[^>]*(?:href|src)="\/([^"]+)"/g)].map(
    ([, path = '']) => path,
  );
  expect(urls.length).toBeGreaterThanOrEqual(5);
  const sizes = await Promise.all(
    urls.map(
      async (path) => (await stat(join(pagesFolder, /\.(?:js|css)$/.test(path) ? `${path}.gz` : path))).size,
    ),
  );
  // By gzip, the larger of the two, so that it holds for every browser.
  const total = gzipSync(html).length + sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(45_000);
});

test('every script and style has a brotli and a gzip copy and a name with a hash', async () => {
  const { manifest } = await loadBuiltPages();
  const files = new Set([
    ...Object.values(manifest.pages).flatMap(({ scripts, styles, preloads = [] }) => [
      ...scripts,
      ...styles,
      ...preloads,
    ]),
    ...Object.values(manifest.languages),
  ]);
  expect(files.size).toBeGreaterThan(15);
  for (const path of files) {
    expect(path).toMatch(/^static\/[\w-]+-[\w-]{8}\.(?:js|css)$/);
    const sizes = await Promise.all(
      ['', '.br', '.gz'].map(async (end) => (await stat(join(pagesFolder, path + end))).size),
    );
    expect(Math.min(...sizes), path).toBeGreaterThan(0);
  }
});

test('nothing built asks another host for anything', async () => {
  const { manifest, render } = await loadBuiltPages();
  const paths = [
    ...Object.values(manifest.pages).flatMap(({ scripts, styles, preloads = [] }) => [
      ...scripts,
      ...styles,
      ...preloads,
    ]),
    ...Object.values(manifest.languages),
  ];
  const harmless = /http:\/\/www\.w3\.org\/\w+/g;
  for (const path of new Set(paths)) {
    const text = (await readFile(join(pagesFolder, path), 'utf8')).replaceAll(harmless, '');
    expect(text, path).not.toMatch(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]/i);
  }
  const { targetUrl: _, privacyPolicyUrl: __, ...own } = data;
  expect(render(own).replaceAll(harmless, '')).not.toMatch(/https?:\/\//);
});
