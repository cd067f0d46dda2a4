import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { MysqlConfig } from '../../src/storage/dialects/mysql.ts';
import { type DatabaseServer, type ServerPem, startDatabaseServer } from './database-server.ts';
import { findProgram } from './find-program.ts';

/** A `describe` for what needs a real MariaDB; where the machine has none, it is skipped and its name says why. */
export function describeWithMariadb(name: string, tests: () => void): void {
  if (findProgram('mariadbd') !== undefined) describe(name, tests);
  else describe.skip(`${name} (MariaDB is not installed: apt-get install mariadb-server)`, tests);
}

/** The account, its password, and its database. */
export const mariadbAccount = {
  username: 'gatehouse',
  password: 'a password of the tests',
  database: 'gatehouse',
};

/** What an operator may have set that must not matter; the rest spares the machine. */
const foreignSettings = [
  '--default-time-zone=+05:45',
  '--character-set-server=latin1',
  '--sql-mode=NO_BACKSLASH_ESCAPES',
  '--innodb-buffer-pool-size=16M',
];

/** Starts a MariaDB whose zone, character set and leniency are not ours; with a certificate it offers TLS. */
export async function startMariadb(pem?: ServerPem): Promise<DatabaseServer> {
  const server = await startDatabaseServer({
    name: 'mariadb',
    account: 'mysql',
    prepare: ({ folder }) => [
      program('mariadb-install-db'),
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
    ],
    ...(pem === undefined ? {} : { files: { 'server.crt': pem.certificate, 'server.key': pem.key } }),
    serve: ({ folder, port }) => [
      program('mariadbd'),
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      ...foreignSettings,
      ...(pem === undefined
        ? []
        : [`--ssl-cert=${join(folder, 'server.crt')}`, `--ssl-key=${join(folder, 'server.key')}`]),
    ],
    ask: ({ folder }) => [program('mariadb-admin'), '--no-defaults', ...socketOf(folder), '-uroot', 'ping'],
  });
  const { username, password, database } = mariadbAccount;
  mariadb(
    server,
    `create database ${database}; create user ${username}@'%' identified by '${password}';
     create user ${username}@localhost identified by '${password}';
     grant all on ${database}.* to ${username}@'%'; grant all on ${database}.* to ${username}@localhost`,
  );
  return server;
}

/** `storage.mysql` for such a server, with the documented defaults; give what differs. */
export function mariadbConfig(
  { port }: Pick<DatabaseServer, 'port'>,
  differences: Partial<MysqlConfig> = {},
): MysqlConfig {
  return {
    address: { kind: 'tcp', scheme: 'tcp', host: '127.0.0.1', port, path: '/' },
    ...mariadbAccount,
    timeout: 5000,
    tls: undefined,
    ...differences,
  };
}

/** Runs statements as the server's administrator; gives what the client wrote. */
export function mariadb({ folder }: Pick<DatabaseServer, 'folder'>, statements: string): string {
  const words = ['--no-defaults', ...socketOf(folder), '-uroot', '-N', '-B'];
  return execFileSync(program('mariadb'), [...words, '-e', statements], { encoding: 'utf8' });
}

function socketOf(folder: string): readonly string[] {
  return [`--socket=${join(folder, 'socket')}`];
}

function program(name: string): string {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed: apt-get install mariadb-server`);
  return path;
}
