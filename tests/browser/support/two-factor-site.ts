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
import { createLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';

/** A real Gatehouse with an application that wants two factors, behind the demonstration's proxy. */
export interface TwoFactorSite {
  readonly portal: string;
  readonly vault: string;
  /** The text of the last mail. */
  lastMail(): Promise<string>;
  close(): Promise<void>;
}

/** Starts it on loopback; its files go into the folder. Nothing is left open where a part does not start. */
export async function startTwoFactorSite(folder: string): Promise<TwoFactorSite> {
  await using opened = new AsyncDisposableStack();
  await mkdir(folder, { recursive: true });
  const hosts = { portal: 'auth.example.localhost', vault: 'vault.example.localhost' };
  const application = opened.adopt(await listenOnLoopback(createApplication(), 0), (one) => one.close());
  const free = await listenOnLoopback(() => undefined, 0);
  await free.close();
  const proxy = createProxy({
    gatehouse: `http://127.0.0.1:${free.port}`,
    portalHosts: [hosts.portal],
    guardedHosts: [hosts.vault],
    application: `http://127.0.0.1:${application.port}`,
  });
  opened.defer(() => proxy.close());
  const entrance = opened.adopt(
    await listenOnLoopback((request, response) => void proxy.handle(request, response), 0),
    (one) => one.close(),
  );
  const urlOf = (host: string) => `http://${host}:${entrance.port}`;
  const mailPath = join(folder, 'mail.txt');
  const written = configuration({ folder, mailPath, port: free.port, portalUrl: urlOf(hosts.portal) });
  opened.adopt(await start(folder, written, hosts.vault), (one) => one.close());
  const running = opened.move();
  return {
    portal: urlOf(hosts.portal),
    vault: `${urlOf(hosts.vault)}/`,
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
  };
}

async function start(folder: string, written: Record<string, unknown>, vaultHost: string) {
  const users = Object.fromEntries(
    demoPeople.map(({ username, displayName, digest, email, groups }) => [
      username,
      { displayname: displayName, password: digest, email, groups },
    ]),
  );
  await writeFile(join(folder, 'users.yml'), stringify({ users }));
  const file = join(folder, 'configuration.yml');
  const rules = [{ domain: vaultHost, policy: 'two_factor' }];
  await writeFile(file, stringify({ ...written, access_control: { default_policy: 'deny', rules } }));
  const { config, problems } = await loadConfig({
    files: [file],
    environment: {},
    workingDirectory: folder,
    random: systemRandom,
  });
  if (config === undefined) throw new Error(problems.map(({ message }) => message).join('; '));
  return startGatehouse({ config, log: createLog('info', createWriteStream(join(folder, 'log.txt'))) });
}
