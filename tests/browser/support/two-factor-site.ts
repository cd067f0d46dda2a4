import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { createApplication } from '../../../demo/application.ts';
import { demoPeople } from '../../../demo/demo-people.ts';
import { listenOnLoopback } from '../../../demo/loopback-server.ts';
import { createProxy } from '../../../demo/proxy.ts';
import { startGatehouse } from '../../../src/app.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Clock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';

/** The hosts of the sites. The portals are those of two cookie domains, the rest is guarded. */
const siteHosts = {
  portal: 'auth.example.localhost',
  vault: 'vault.example.localhost',
  wiki: 'wiki.example.localhost',
  otherPortal: 'auth.other.localhost',
  otherApp: 'app.other.localhost',
} as const;

/** The origins of those hosts. */
export type SiteOrigins = Readonly<Record<keyof typeof siteHosts, string>>;

/** What a test decides about its site. */
export interface SiteOptions {
  /** Default: the real one. */
  readonly clock?: Clock;
  /** Top-level keys, which replace those made here: where there is no `access_control` among them, vault alone is guarded, by two factors. */
  readonly keys?: (origins: SiteOrigins) => Readonly<Record<string, unknown>>;
}

/** A real Gatehouse with applications behind the demonstration's proxy. */
export interface TwoFactorSite {
  readonly portal: string;
  /** With a slash at its end. */
  readonly vault: string;
  readonly origins: SiteOrigins;
  /** The text of the last mail. */
  lastMail(): Promise<string>;
  close(): Promise<void>;
}

/** Starts it on loopback; its files go into the folder. Nothing is left open where a part does not start. */
export async function startTwoFactorSite(folder: string, options: SiteOptions = {}): Promise<TwoFactorSite> {
  await using opened = new AsyncDisposableStack();
  await mkdir(folder, { recursive: true });
  const application = opened.adopt(await listenOnLoopback(createApplication(), 0), (one) => one.close());
  const free = await listenOnLoopback(() => undefined, 0);
  await free.close();
  const proxy = createProxy({
    gatehouse: `http://127.0.0.1:${free.port}`,
    portalHosts: [siteHosts.portal, siteHosts.otherPortal],
    guardedHosts: [siteHosts.vault, siteHosts.wiki, siteHosts.otherApp],
    application: `http://127.0.0.1:${application.port}`,
  });
  opened.defer(() => proxy.close());
  const entrance = opened.adopt(
    await listenOnLoopback((request, response) => void proxy.handle(request, response), 0),
    (one) => one.close(),
  );
  const origin = (host: string) => `http://${host}:${entrance.port}`;
  const origins: SiteOrigins = {
    portal: origin(siteHosts.portal),
    vault: origin(siteHosts.vault),
    wiki: origin(siteHosts.wiki),
    otherPortal: origin(siteHosts.otherPortal),
    otherApp: origin(siteHosts.otherApp),
  };
  const mailPath = join(folder, 'mail.txt');
  const made = configuration({ folder, mailPath, port: free.port, portalUrl: origins.portal });
  const keys = { ...made, ...options.keys?.(origins) };
  opened.adopt(await start(folder, keys, options.clock), (one) => one.close());
  const running = opened.move();
  return {
    portal: origins.portal,
    vault: `${origins.vault}/`,
    origins,
    lastMail: () => readFile(mailPath, 'utf8'),
    close: () => running.disposeAsync(),
  };
}

interface Places {
  readonly folder: string;
  readonly mailPath: string;
  readonly port: number;
  readonly portalUrl: string;
}

function configuration({ folder, mailPath, port, portalUrl }: Places): Record<string, unknown> {
  return {
    server: { address: `tcp://127.0.0.1:${port}/` },
    authentication_backend: { file: { path: join(folder, 'users.yml') } },
    identity_validation: { reset_password: { jwt_secret: 'of the tests alone, and long enough' } },
    storage: {
      encryption_key: 'no secret: for the tests alone',
      local: { path: join(folder, 'db.sqlite3') },
    },
    notifier: { filesystem: { filename: mailPath } },
    webauthn: { enable_passkey_login: true },
    regulation: { max_retries: 0 },
    session: { cookies: [{ domain: 'example.localhost', authelia_url: portalUrl }] },
    access_control: { default_policy: 'deny', rules: [{ domain: siteHosts.vault, policy: 'two_factor' }] },
  };
}

async function start(folder: string, written: Record<string, unknown>, clock: Clock | undefined) {
  const users = Object.fromEntries(
    demoPeople.map(({ username, displayName, digest, email, groups }) => [
      username,
      { displayname: displayName, password: digest, email, groups },
    ]),
  );
  await writeFile(join(folder, 'users.yml'), stringify({ users }));
  const file = join(folder, 'configuration.yml');
  await writeFile(file, stringify(written));
  const { config, problems } = await loadConfig({
    files: [file],
    environment: {},
    workingDirectory: folder,
    random: systemRandom,
  });
  if (config === undefined) throw new Error(problems.map(({ message }) => message).join('; '));
  const log = createLog('info', createWriteStream(join(folder, 'log.txt')));
  return startGatehouse({ config, log, ...(clock && { clock }) });
}
