import { randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentedLdapKeys } from './documented-ldap.ts';
import { createFrozenClock, type FrozenClock } from './frozen-clock.ts';
import type { LdapDirectory, LdapKind } from './ldap-directory.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { startTestGatehouse } from './test-gatehouse.ts';

/** What a proxy in front of Gatehouse is told about a visitor. */
export interface CheckAnswer {
  readonly status: number;
  readonly user: string;
  readonly groups: readonly string[];
}

/** What came of a sign-in. */
export interface SignInAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The session's cookie, as `name=value`; empty where there is none. */
  readonly cookie: string;
}

/** A Gatehouse over a directory, asked as the proxy of `example.com` would. */
export interface LdapGatehouse {
  readonly clock: FrozenClock;
  log(): string;
  signIn(username: string, password: string): Promise<SignInAnswer>;
  /** Asks the portal's API, always from the same client. The cookie of the answer is the first that it sets. */
  ask(method: string, path: string, body: object, cookie?: string): Promise<SignInAnswer>;
  /** The last mail that was written, as text; empty where there is none. */
  lastMail(): Promise<string>;
  /** Asks whether the visitor with this cookie may see `https://app.example.com/`. */
  check(cookie: string): Promise<CheckAnswer>;
  close(): Promise<void>;
}

/** Starts Gatehouse with the documented configuration of that kind of directory, by the real wiring. */
export async function startLdapGatehouse(
  kind: LdapKind,
  directory: LdapDirectory,
  keys: Readonly<Record<string, unknown>> = {},
): Promise<LdapGatehouse> {
  const folder = await createTemporaryFolder('ldap');
  const authorities = join(folder.path, 'authorities');
  await mkdir(authorities);
  await writeFile(join(authorities, 'directory.pem'), directory.authority);
  const clock = createFrozenClock(Date.now());
  const gatehouse = await startTestGatehouse({
    folder: folder.path,
    clock,
    configuration: {
      certificates_directory: authorities,
      authentication_backend: {
        refresh_interval: '5m',
        ldap: documentedLdapKeys(kind.document, { ...directory.place, ...keys }),
      },
      access_control: {
        default_policy: 'deny',
        rules: [{ domain: 'app.example.com', policy: 'one_factor' }],
      },
      session: {
        inactivity: '1h',
        cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
      },
    },
  });
  return {
    clock,
    log: () => gatehouse.log(),
    signIn: (username, password) =>
      ask(gatehouse.port, { path: '/api/firstfactor', body: { username, password } }),
    ask: (method, path, body, cookie = '') =>
      ask(gatehouse.port, { method, path, body, cookie, from: '198.19.0.1' }),
    lastMail: () => readFile(join(folder.path, 'messages.txt'), 'utf8'),
    check: (cookie) => check(gatehouse.port, cookie),
    async close() {
      await gatehouse.close();
      await folder.remove();
    },
  };
}

interface Asked {
  /** Default: POST. */
  readonly method?: string;
  readonly path: string;
  readonly body: object;
  readonly cookie?: string;
  /** Default: an address of its own for each request. */
  readonly from?: string;
}

async function ask(
  port: number,
  { method = 'POST', path, body, cookie = '', from }: Asked,
): Promise<SignInAnswer> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      ...forwarded('auth.example.com', path, method),
      ...(from === undefined ? {} : { 'X-Forwarded-For': from }),
      'Content-Type': 'application/json',
      Origin: 'https://auth.example.com',
      Cookie: cookie,
    },
    body: JSON.stringify(body),
  });
  const [set = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return { status: answer.status, body: await answer.json(), cookie: set };
}

async function check(port: number, cookie: string): Promise<CheckAnswer> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/authz/forward-auth`, {
    redirect: 'manual',
    headers: { ...forwarded('app.example.com', '/', 'GET'), Cookie: cookie, Accept: 'text/html' },
  });
  await answer.arrayBuffer();
  return {
    status: answer.status,
    user: answer.headers.get('remote-user') ?? '',
    groups: (answer.headers.get('remote-groups') ?? '').split(',').filter((group) => group !== ''),
  };
}

function forwarded(host: string, uri: string, method: string): Record<string, string> {
  return {
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': host,
    'X-Forwarded-Uri': uri,
    'X-Forwarded-Method': method,
    // Everybody comes from an address of their own: how many sign-ins one address may try is told elsewhere.
    'X-Forwarded-For': `198.18.${randomInt(256)}.${randomInt(256)}`,
  };
}
