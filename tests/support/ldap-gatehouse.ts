import { randomInt } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
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
        password_reset: { disable: true },
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
    signIn: (username, password) => signIn(gatehouse.port, username, password),
    check: (cookie) => check(gatehouse.port, cookie),
    async close() {
      await gatehouse.close();
      await folder.remove();
    },
  };
}

async function signIn(port: number, username: string, password: string): Promise<SignInAnswer> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/firstfactor`, {
    method: 'POST',
    headers: {
      ...forwarded('auth.example.com', '/api/firstfactor', 'POST'),
      'Content-Type': 'application/json',
      Origin: 'https://auth.example.com',
    },
    body: JSON.stringify({ username, password }),
  });
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return { status: answer.status, body: await answer.json(), cookie };
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
