import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { nginxFolders, startNginx } from '../environments/nginx/start-nginx.ts';
import { findProgram } from '../support/find-program.ts';
import { people } from '../support/people.ts';
import { startBehindProxy } from '../support/proxied-gatehouse.ts';
import type { DomainOrigins, ProxyEnvironment } from '../support/proxy-environment.ts';
import { chromiumPath, openRealBrowser } from '../support/real-browser.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const nginx = findProgram('nginx');

describe.skipIf(nginx === undefined || chromiumPath === undefined)('Chromium over TLS through nginx', () => {
  let folder: TemporaryFolder;
  let environment: ProxyEnvironment;
  let open: BrowserContext | undefined;

  beforeAll(async () => {
    folder = await createTemporaryFolder('browser-nginx');
    environment = await startBehindProxy({
      name: 'browser-nginx',
      manners: {
        anonymousPost: 302,
        anonymousScript: 302,
        wrongBasic: 302,
        readsAuthorization: true,
        malformedTarget: 500,
        handsOnMethod: true,
        dropsUnderscoreHeaders: true,
      },
      start: (plan) => startNginx(nginx ?? 'nginx', nginxFolders.published, plan),
    });
  });
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });
  afterAll(async () => {
    await environment?.close();
    await folder?.remove();
  });

  const openBrowser = async () => {
    open = await openRealBrowser({
      profileFolder: join(folder.path, 'profile'),
      loopbackDomains: ['example.com', 'example.org'],
    });
    return open.newPage();
  };
  const fillIn = async (page: Page, domain: DomainOrigins, isRemembered: boolean) => {
    await page.fill('#username-textfield', people.john.username);
    await page.fill('#password-textfield', people.john.password);
    if (isRemembered) await page.check('#remember-checkbox');
    await page.click('#sign-in-button');
    await page.waitForURL(`${domain.app}/page?of=${domain.app.length}`);
  };

  test('signs in at each cookie domain of its own, and only the remembered one outlives the browser', async () => {
    const { first, second } = environment;
    const pageOf = (domain: DomainOrigins) => `${domain.app}/page?of=${domain.app.length}`;
    const page = await openBrowser();
    await page.goto(pageOf(first));
    await fillIn(page, first, true);
    expect(JSON.parse((await page.textContent('body')) ?? '')).toMatchObject({
      target: `/page?of=${first.app.length}`,
      headers: { 'remote-user': ['john'] },
    });
    await page.goto(pageOf(second));
    expect(new URL(page.url()).origin).toBe(second.portal);
    expect(await page.isVisible('#remember-checkbox')).toBe(false);
    await fillIn(page, second, false);

    await open?.close();
    const again = await openBrowser();
    await again.goto(pageOf(first));
    expect(again.url()).toBe(pageOf(first));
    await again.goto(pageOf(second));
    expect(new URL(again.url()).origin).toBe(second.portal);
  });
});
