import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { findProgram } from './find-program.ts';
import { createRestartableProgram, type RestartableProgram } from './restartable-program.ts';
import { createTestCertificate } from './test-certificate.ts';

const run = promisify(execFile);
const startLimitMs = 30_000;

/** Why no domain controller can be started here; undefined where it can. */
function whyNotHere(): string | undefined {
  const isInstalled =
    findProgram('samba') !== undefined &&
    existsSync('/usr/share/samba/setup/ad-schema') &&
    existsSync('/usr/lib/python3/dist-packages/samba');
  if (!isInstalled)
    return 'Samba is not installed: apt-get install samba-ad-dc samba-ad-provision samba-dsdb-modules winbind ldap-utils';
  if (process.getuid?.() !== 0)
    return "a domain controller's ports 389 and 636 cannot be moved, and only root may open them";
  return process.platform === 'linux'
    ? undefined
    : 'it needs the whole loopback network 127.0.0.0/8 of Linux';
}

/** A `describe` for what needs a real Active Directory domain controller; where there can be none, it is skipped and its name says why. */
export function describeWithSamba(name: string, tests: () => void): void {
  const reason = whyNotHere();
  if (reason === undefined) describe(name, tests);
  else describe.skip(`${name} (${reason})`, tests);
}

/** A real Active Directory domain controller of a test, for the domain `example.com`. */
export interface SambaServer extends Pick<RestartableProgram, 'start' | 'stop'> {
  /** An address of the loopback network of its own: Samba's ports cannot be moved. */
  readonly host: string;
  /** The certificate, PEM; it is for `dc1.example.com`. */
  readonly authority: string;
  /** Applies LDIF change records as the domain's administrator. */
  modify(ldif: string): Promise<void>;
  close(): Promise<void>;
}

const administratorPassword = 'Administrator of the tests 1';

/** Provisions a domain below a temporary folder and starts the LDAP part of its controller, without Kerberos, RPC and DNS. */
export async function startSamba(): Promise<SambaServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-samba-'));
  const host = `127.${randomInt(64, 128)}.${randomInt(256)}.${randomInt(1, 255)}`;
  await provision(folder, host);
  const certificate = await createTestCertificate(folder, ['dc1.example.com']);
  const configuration = join(folder, 'smb.conf');
  await writeFile(configuration, settings(folder, host, certificate));

  const server = createRestartableProgram({
    command: findProgram('samba') ?? '',
    arguments: ['-s', configuration, '-F', '--no-process-group', '-M', 'single'],
    ready: { host, port: 636 },
    startLimitMs,
    // Its children end with it: they notice that their standard input is closed.
    holdsStandardInput: true,
  });
  await server.start();
  return {
    host,
    authority: certificate.authority,
    start: () => server.start(),
    stop: () => server.stop(),
    async modify(ldif) {
      const file = join(folder, 'change.ldif');
      await writeFile(file, ldif);
      await run(
        'ldapmodify',
        [
          '-x',
          '-D',
          'Administrator@example.com',
          '-w',
          administratorPassword,
          '-H',
          `ldaps://${host}`,
          '-f',
          file,
        ],
        {
          env: { ...process.env, LDAPTLS_REQCERT: 'never' },
        },
      );
    },
    async close() {
      await server.stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function provision(folder: string, host: string): Promise<void> {
  const domain = ['--realm=EXAMPLE.COM', '--domain=EXAMPLE', '--server-role=dc', '--dns-backend=NONE'];
  const names = [
    '--host-name=dc1',
    `--host-ip=${host}`,
    `--adminpass=${administratorPassword}`,
    `--targetdir=${folder}`,
  ];
  await run('samba-tool', ['domain', 'provision', ...domain, ...names]);
  // Our people's passwords are long rather than colourful.
  const policy = ['--complexity=off', '--min-pwd-length=8', '--min-pwd-age=0', '--history-length=0'];
  const database = ['-H', `tdb://${folder}/private/sam.ldb`, '-s', `${folder}/etc/smb.conf`];
  await run('samba-tool', ['domain', 'passwordsettings', 'set', ...policy, ...database]);
  await mkdir(join(folder, 'cache'));
}

function settings(
  folder: string,
  host: string,
  certificate: { readonly certificateFile: string; readonly keyFile: string },
): string {
  const lines = [
    '[global]',
    'netbios name = DC1',
    'realm = EXAMPLE.COM',
    'workgroup = EXAMPLE',
    'server role = active directory domain controller',
    'server services = ldap',
    'dcerpc endpoint servers =',
    `interfaces = ${host}/8`,
    'bind interfaces only = yes',
    `private dir = ${folder}/private`,
    `state directory = ${folder}/state`,
    `cache directory = ${folder}/cache`,
    `lock directory = ${folder}`,
    `pid directory = ${folder}`,
    `ncalrpc dir = ${folder}/ncalrpc`,
    `log file = ${folder}/log`,
    'tls enabled = yes',
    `tls certfile = ${certificate.certificateFile}`,
    `tls keyfile = ${certificate.keyFile}`,
    'tls cafile =',
  ];
  return `${lines.join('\n')}\n`;
}
