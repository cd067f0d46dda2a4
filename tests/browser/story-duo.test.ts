import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DuoServer, startDuoServer } from '../support/duo-server.ts';
import { createTestCertificate } from '../support/test-certificate.ts';
import { waitForScript } from './support/browser.ts';
import { fillInSignIn, persons } from './support/person.ts';
import { useSite } from './support/use-site.ts';

describe('Duo push in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-duo-story-'));
  const trusted = join(folder, 'trusted');
  let duo: DuoServer;
  beforeAll(async () => {
    const certificate = await createTestCertificate(folder, ['localhost']);
    mkdirSync(trusted);
    copyFileSync(certificate.certificateFile, join(trusted, 'duo.pem'));
    duo = await startDuoServer(certificate, () => clock.now());
  });
  afterAll(async () => {
    await duo?.close();
    rmSync(folder, { recursive: true });
  });
  const { site, clock, openBrowser } = useSite('duo-story', () => ({
    certificates_directory: trusted,
    duo_api: {
      hostname: duo.hostname,
      integration_key: duo.keys.integrationKey,
      secret_key: duo.keys.secretKey,
      enable_self_enrollment: true,
    },
  }));

  const phone = (device: string) => ({
    device,
    display_name: `Phone ${device}`,
    capabilities: ['auto', 'push'],
  });
  const openPush = async (person: readonly [string, string]): Promise<Page> => {
    const page = await openBrowser();
    await page.goto(site().vault);
    await fillInSignIn(page, person);
    await page.waitForSelector('#push-notification-button');
    await waitForScript(page);
    return page;
  };

  test('nothing is sent before a press; one of two phones is chosen; what the person refuses is said; then it is approved', async () => {
    const devices = [phone('ONE'), phone('TWO')];
    duo.people.set('alice', { result: 'auth', devices, answer: 'deny' });
    const page = await openPush(persons.alice);
    expect(duo.asked).toEqual([]);
    await page.click('#push-notification-button');
    await page.click('text=Phone TWO');
    await page.waitForSelector('[role=alert] .note');
    expect(await page.textContent('[role=alert]')).toContain('was not approved');
    duo.people.set('alice', { result: 'auth', devices });
    await page.click('#push-notification-button');
    await page.waitForURL(site().vault);
    expect(duo.asked.filter(({ path }) => path === '/auth/v2/auth')).toMatchObject([
      { parameters: { device: 'TWO' } },
      { parameters: { device: 'TWO' } },
    ]);
  });

  test('without a phone the way to set one up is shown', async () => {
    duo.people.set('bob', { result: 'enroll', enrollUrl: 'https://api-1234.duosecurity.example/portal' });
    const page = await openPush(persons.bob);
    await page.click('#push-notification-button');
    await page.waitForSelector('#duo-enrol-button');
    expect(await page.getAttribute('#duo-enrol-button', 'href')).toBe(
      'https://api-1234.duosecurity.example/portal',
    );
    expect(await page.getAttribute('#duo-enrol-button', 'rel')).toContain('noopener');
  });
});
