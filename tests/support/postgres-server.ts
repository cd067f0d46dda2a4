import { execFileSync } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { PostgresConfig } from '../../src/storage/dialects/postgres.ts';
import { type DatabaseServer, type ServerPem, startDatabaseServer } from './database-server.ts';

/** Debian keeps the server's programs off the path. */
const binaries = '/usr/lib/postgresql/*/bin';

/** A `describe` for what needs a real PostgreSQL; where the machine has none, it is skipped and its name says why. */
export function describeWithPostgres(name: string, tests: () => void): void {
  if (globSync(`${binaries}/postgres`).length > 0) describe(name, tests);
  else describe.skip(`${name} (PostgreSQL is not installed: apt-get install postgresql)`, tests);
}

/** The account and its password, which every connection needs. */
export const postgresAccount = { username: 'gatehouse', password: 'a password of the tests' };

/** Starts a PostgreSQL whose zone and way of writing dates are not ours; settings are those of postgresql.conf. */
export function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  pem?: ServerPem,
): Promise<DatabaseServer> {
  const usual = { timezone: 'Asia/Kathmandu', datestyle: 'German', fsync: 'off', ...settings };
  return startDatabaseServer({
    name: 'postgres',
    account: 'postgres',
    prepare: ({ folder }) => {
      const passwordFile = join(folder, 'password');
      writeFileSync(passwordFile, postgresAccount.password, { mode: 0o644 });
      const words = ['-D', join(folder, 'data'), '-U', postgresAccount.username, '--pwfile', passwordFile];
      return [program('initdb'), ...words, '--auth', 'scram-sha-256', '--no-sync', '-E', 'UTF8'];
    },
    ...(pem === undefined
      ? {}
      : { files: { 'data/server.crt': pem.certificate, 'data/server.key': pem.key } }),
    serve: ({ folder, port }) => [
      program('postgres'),
      '-D',
      join(folder, 'data'),
      '-p',
      `${port}`,
      '-k',
      folder,
      ...Object.entries(usual).flatMap(([key, value]) => [
        '-c',
        `${key}=${value.replaceAll('{folder}', folder)}`,
      ]),
    ],
    ask: ({ port }) => [program('pg_isready'), '-q', '-h', '127.0.0.1', '-p', `${port}`],
  });
}

/** `storage.postgres` for such a server, with the documented defaults; give what differs. */
export function postgresConfig(
  { port }: Pick<DatabaseServer, 'port'>,
  differences: Partial<PostgresConfig> = {},
): PostgresConfig {
  return {
    address: { kind: 'tcp', scheme: 'tcp', host: '127.0.0.1', port, path: '/' },
    database: 'postgres',
    ...postgresAccount,
    timeout: 5000,
    tls: undefined,
    schema: 'public',
    servers: [],
    ssl: undefined,
    ...differences,
  };
}

/** Runs statements as the server's administrator; gives what `psql` wrote. */
export function psql({ port }: Pick<DatabaseServer, 'port'>, statement: string): string {
  const words = ['-h', '127.0.0.1', '-p', `${port}`, '-U', postgresAccount.username, '-d', 'postgres'];
  return execFileSync(program('psql'), [...words, '-X', '-A', '-t', '-c', statement], {
    encoding: 'utf8',
    env: { ...process.env, PGPASSWORD: postgresAccount.password },
  });
}

function program(name: string): string {
  const [path] = globSync(`${binaries}/${name}`);
  if (path === undefined) throw new Error(`${name} is not installed: apt-get install postgresql`);
  return path;
}
