import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { findProgram } from './find-program.ts';
import { findFreePort } from './free-port.ts';
import { createRestartableProgram, type RestartableProgram } from './restartable-program.ts';
import type { TestCertificate } from './test-certificate.ts';
import { createTestCertificate } from './test-certificate.ts';

/** A `describe` for what needs a real slapd; where the machine has none, it is skipped and its name says why. */
export function describeWithSlapd(name: string, tests: () => void): void {
  if (findProgram('slapd') !== undefined) describe(name, tests);
  else describe.skip(`${name} (slapd is not installed: apt-get install slapd ldap-utils)`, tests);
}

/** The account that owns the directory of a test. */
export const slapdAdministrator = { dn: 'cn=admin,dc=example,dc=com', password: 'admin of the tests' };

/** What a directory of a test is made of. */
export interface SlapdOptions {
  /** The entries, as LDIF. Those of `dc=example,dc=com` itself must be there. */
  readonly entries: string;
  /** Schema files in slapd.conf's form, besides core, cosine, inetorgperson and nis. */
  readonly schemas?: readonly string[];
  /** Further lines of slapd.conf before the database. */
  readonly global?: readonly string[];
  /** Lines that say who may do what, before the usual ones; the first that fits counts. */
  readonly access?: readonly string[];
  /** Further lines of slapd.conf in the database: its overlays. */
  readonly database?: readonly string[];
}

/** A real slapd of a test: memberOf and password policy are on, and it speaks ldap, ldaps and ldapi. */
export interface Slapd extends RestartableProgram {
  readonly port: number;
  readonly tlsPort: number;
  /** A unix socket. */
  readonly socket: string;
  readonly folder: string;
  /** Its certificate is for `localhost`, `*.localhost`, `ldap.example.com`. */
  readonly certificate: TestCertificate;
  /** Starts it again on the same ports with what it held. */
  start(): Promise<void>;
  /** Applies LDIF change records as the administrator. */
  modify(ldif: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a slapd on free loopback ports with a new database below a temporary folder, and adds the entries as a client would. */
export async function startSlapd(options: SlapdOptions): Promise<Slapd> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-slapd-'));
  const [port, tlsPort] = [await findFreePort(), await findFreePort()];
  const certificate = await createTestCertificate(folder, ['localhost', 'ldap.example.com']);
  const configuration = join(folder, 'slapd.conf');
  const socket = join(folder, 'ldapi');
  await mkdir(join(folder, 'data'));
  await writeFile(configuration, slapdConfiguration(folder, certificate, options));
  const urls = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${tlsPort} ldapi://${encodeURIComponent(socket)}`;

  const server = createRestartableProgram({
    command: program('slapd'),
    arguments: ['-d', '0', '-f', configuration, '-h', urls],
    ready: { port },
  });
  const send = async (command: 'ldapadd' | 'ldapmodify', ldif: string) => {
    const file = join(folder, 'change.ldif');
    await writeFile(file, ldif);
    const { dn, password } = slapdAdministrator;
    // Relaxed, a test may write what only the server writes otherwise, such as when a password was changed.
    const login = ['-x', '-D', dn, '-w', password, '-H', `ldap://127.0.0.1:${port}`, '-e', 'relax'];
    await promisify(execFile)(command, [...login, '-f', file]);
  };
  await server.start();
  await send('ldapadd', options.entries);
  return {
    port,
    tlsPort,
    socket,
    folder,
    certificate,
    ...server,
    modify: (ldif) => send('ldapmodify', ldif),
    async close() {
      await server.stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function slapdConfiguration(folder: string, certificate: TestCertificate, options: SlapdOptions): string {
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `/etc/ldap/schema/${name}.schema`);
  const lines = [
    ...[...schemas, ...(options.schemas ?? [])].map((file) => `include ${file}`),
    'modulepath /usr/lib/ldap',
    ...['back_mdb', 'memberof', 'refint', 'ppolicy'].map((name) => `moduleload ${name}`),
    `pidfile ${folder}/slapd.pid`,
    `TLSCertificateFile ${certificate.certificateFile}`,
    `TLSCertificateKeyFile ${certificate.keyFile}`,
    ...(options.global ?? []),
    'database mdb',
    'suffix dc=example,dc=com',
    `rootdn ${slapdAdministrator.dn}`,
    `rootpw "${slapdAdministrator.password}"`,
    `directory ${folder}/data`,
    'maxsize 67108864',
    'dbnosync',
    ...(options.access ?? []),
    'access to attrs=userPassword by self write by anonymous auth by * none',
    'access to * by * read',
    'overlay memberof',
    'memberof-refint TRUE',
    'overlay ppolicy',
    'ppolicy_default "cn=default,ou=policies,dc=example,dc=com"',
    'ppolicy_use_lockout',
    'ppolicy_hash_cleartext',
    ...(options.database ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

function program(name: string): string {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed: apt-get install slapd ldap-utils`);
  return path;
}
