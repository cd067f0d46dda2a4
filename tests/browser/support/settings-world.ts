import { createServer } from 'node:http';
import { loadBuiltPages } from '../../../src/portal/files/built-pages.ts';
import { findFreePort } from '../../support/free-port.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { createPortalWorld, type PortalWorld, type PortalWorldOptions } from '../../support/portal-world.ts';
import { cookieDomain } from '../../support/session-fixtures.ts';
import { createSessionWorld } from '../../support/session-world.ts';
import { pagesFolder } from './built-pages.ts';

const host = 'auth.example.localhost';

/** A portal with the real pages that a browser can open. */
export interface SettingsWorld {
  readonly world: PortalWorld;
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it under a name of this machine, which browsers take for secure; one host asks for two factors. */
export async function startSettingsWorld(options: PortalWorldOptions = {}): Promise<SettingsWorld> {
  const port = await findFreePort();
  const world = await createPortalWorld({
    sessionWorld: createSessionWorld({ clock: createFrozenClock(Date.now()) }),
    pages: await loadBuiltPages(pagesFolder),
    cookies: [cookieDomain({ domain: 'example.localhost', authelia_url: `http://${host}:${port}` })],
    webauthn: {},
    rules: [{ domain: ['vault.example.localhost'], policy: 'two_factor' }],
    ...options,
  });
  const server = createServer(world.portal.listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    world,
    url: `http://${host}:${port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await world.close();
    },
  };
}

/** The one-time code in the last mail. Throws where there is none. */
export function mailedCode({ world }: SettingsWorld): string {
  const text = JSON.stringify(world.mail.sent.at(-1)?.message ?? '');
  const code = /\b[A-HJ-NP-RT-Z2-46-9]{8}\b/.exec(text)?.[0];
  if (code === undefined) throw new TypeError(`no code in ${text}`);
  return code;
}
