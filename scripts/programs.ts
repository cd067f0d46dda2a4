import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { findProgram } from '../tests/support/find-program.ts';

/** A real program that tests start, and the Debian package that has it. */
export interface Program {
  readonly name: string;
  readonly package: string;
  readonly neededFor: string;
  /** Where to look for it (a glob), where it is no program on the path. */
  readonly files?: string;
}

const programs: readonly Program[] = [
  { name: 'nginx', package: 'nginx', neededFor: 'the scenarios behind nginx' },
  { name: 'caddy', package: 'caddy', neededFor: 'the scenarios behind Caddy' },
  { name: 'haproxy', package: 'haproxy', neededFor: 'the scenarios behind HAProxy' },
  { name: 'apache2', package: 'apache2-bin', neededFor: 'the scenarios behind Apache httpd' },
  {
    name: "Lua's socket library",
    package: 'lua-socket',
    neededFor: 'the scenarios behind Apache httpd',
    files: '/usr/lib/*/lua/5.3/socket/core.so',
  },
  {
    name: 'mod_auth_openidc',
    package: 'libapache2-mod-auth-openidc',
    neededFor: 'an application that signs people in with OpenID Connect',
    files: '/usr/lib/apache2/modules/mod_auth_openidc.so',
  },
  { name: 'redis-server', package: 'redis-server', neededFor: 'sessions in Redis' },
  {
    name: 'slapd',
    package: 'slapd',
    neededFor: 'users in LDAP: OpenLDAP, and the shapes of FreeIPA, LLDAP and GLAuth',
  },
  { name: 'ldapmodify', package: 'ldap-utils', neededFor: 'changes in those directories' },
  {
    name: 'samba',
    package: 'samba-ad-dc samba-ad-provision samba-dsdb-modules winbind',
    neededFor: 'users in an Active Directory domain',
  },
  {
    name: 'PostgreSQL',
    package: 'postgresql',
    neededFor: 'the storage in PostgreSQL',
    files: '/usr/lib/postgresql/*/bin/postgres',
  },
  { name: 'mariadbd', package: 'mariadb-server', neededFor: 'the storage in MySQL and MariaDB' },
  { name: 'chromium', package: 'chromium', neededFor: 'the stories and pages in a browser' },
  {
    name: 'a font',
    package: 'fonts-dejavu-core',
    neededFor: 'the pages in a browser, which are measured with their text',
    files: '/usr/share/fonts/**/*.ttf',
  },
  { name: 'openssl', package: 'openssl', neededFor: 'certificates of the environments' },
  {
    name: 'Authlib for Python',
    package: 'python3-authlib',
    neededFor: 'a Python application at the OpenID Connect provider',
    files: '/usr/lib/python3/dist-packages/authlib/__init__.py',
  },
  {
    name: 'Requests for Python',
    package: 'python3-requests',
    neededFor: 'a Python application at the OpenID Connect provider',
    files: '/usr/lib/python3/dist-packages/requests/__init__.py',
  },
  { name: 'fail2ban-regex', package: 'fail2ban', neededFor: 'the filter for fail2ban' },
];

/** Those that this machine lacks. */
export function findMissingPrograms(): readonly Program[] {
  return programs.filter(({ name, files }) =>
    files === undefined ? findProgram(name) === undefined : globSync(files).length === 0,
  );
}

/** The one command that installs them on Debian and its children. */
export function installCommand(missing: readonly Program[]): string {
  const names = missing.map((program) => program.package).join(' ');
  return `apt-get update && apt-get install -y --no-install-recommends ${names}`;
}

/** Runs that command, through sudo where we are not root. Services that come with a package are not started. */
export function installPrograms(missing: readonly Program[]): void {
  const isRoot = process.getuid?.() === 0;
  const command = ['sh', '-c', installCommand(missing)];
  const [file = 'sh', ...rest] = isRoot ? command : ['sudo', '-n', '-E', ...command];
  spawnSync(file, rest, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
}
