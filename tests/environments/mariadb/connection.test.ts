import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import type { Database } from '../../../src/storage/database.ts';
import { type MysqlConfig, openMysql } from '../../../src/storage/dialects/mysql.ts';
import { migrateUp } from '../../../src/storage/migrate.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { tellDatabaseStories } from '../../support/database-stories.ts';
import {
  describeWithMariadb,
  mariadb,
  mariadbAccount,
  mariadbConfig,
  startMariadb,
} from '../../support/mariadb-server.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { createTestCertificate } from '../../support/test-certificate.ts';

const tls = {
  server_name: 'database.example.com',
  skip_verify: false,
  minimum_version: 'TLS1.2',
  maximum_version: 'TLS1.3',
  private_key: undefined,
  certificate_chain: undefined,
} as const;

describeWithMariadb('the connection to MariaDB', () => {
  let server: DatabaseServer;
  let authority: string;
  beforeAll(async () => {
    const certificates = await createTemporaryFolder('certificates');
    const certificate = await createTestCertificate(certificates.path, ['database.example.com']);
    authority = certificate.authority;
    server = await startMariadb({
      certificate: authority,
      key: await readFile(certificate.keyFile, 'utf8'),
    });
    await certificates.remove();
  }, 120_000);
  afterAll(() => server?.close());

  tellDatabaseStories({
    server: () => server,
    killedBy: 'SIGKILL',
    config: (to, differences) => ({ mysql: mariadbConfig(to, differences) }),
    written: ({ port }) => ({ mysql: { address: `tcp://127.0.0.1:${port}`, ...mariadbAccount } }),
    sleep: 'sleep(30)',
  });

  const opened: Database[] = [];
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });
  const open = (differences: Partial<MysqlConfig>, trustedCertificates: readonly string[] = []) => {
    const database = openMysql(mariadbConfig(server, differences), { log: silentLog, trustedCertificates });
    opened.push(database);
    return database;
  };
  const cipherOf = async (database: Database) => {
    const query = sql<{ Value: string }>`show session status like 'Ssl_cipher'`;
    return (await query.execute(database.kysely)).rows[0]?.Value;
  };

  test('a unix socket is reached', async () => {
    const socketPath = join(server.folder, 'socket');
    expect(await cipherOf(open({ address: { kind: 'unix', socketPath, umask: undefined, path: '/' } }))).toBe(
      '',
    );
  });

  test('TLS is spoken where the authority is trusted and the name is right', async () => {
    expect(await cipherOf(open({ tls }, [authority]))).not.toBe('');
  });

  test.each([
    ['a strange authority', () => open({ tls })],
    ['another name', () => open({ tls: { ...tls, server_name: 'other.example.org' } }, [authority])],
  ])('%s is refused before the password is sent', async (_what, connect) => {
    await expect(cipherOf(connect())).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  test('an IP address whose name is not written cannot be checked, and is refused', () => {
    expect(() => open({ tls: { ...tls, server_name: undefined } }, [authority])).toThrow(
      expect.objectContaining({ detail: expect.stringContaining('server_name') }),
    );
  });

  test('a wrong password is told without it', async () => {
    const error: unknown = await cipherOf(open({ password: 'the wrong secret' })).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ detail: expect.stringContaining('Access denied') });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('the wrong secret');
  });

  test("Authelia's own tables are left alone, and the start says what to do", async () => {
    const taken = 'taken';
    mariadb(
      server,
      `create database ${taken}; create table ${taken}.migrations (id int); grant all on ${taken}.* to ${mariadbAccount.username}@localhost`,
    );
    await expect(migrateUp(open({ database: taken }))).rejects.toMatchObject({
      detail: expect.stringContaining('storage.mysql.database'),
    });
    expect(mariadb(server, `show tables in ${taken}`).trim()).toBe('migrations');
  });
});
