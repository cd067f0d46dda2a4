import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Address } from '../../../src/config/notations.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import type { Database } from '../../../src/storage/database.ts';
import { openPostgres, type PostgresConfig } from '../../../src/storage/dialects/postgres.ts';
import { migrateUp } from '../../../src/storage/migrate.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { createCollectingLog } from '../../support/collecting-log.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { tellDatabaseStories } from '../../support/database-stories.ts';
import {
  describeWithPostgres,
  postgresAccount,
  postgresConfig,
  psql,
  startPostgres,
} from '../../support/postgres-server.ts';
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

describeWithPostgres('the connection to PostgreSQL', () => {
  let server: DatabaseServer;
  let authority: string;
  let certificates: Awaited<ReturnType<typeof createTemporaryFolder>>;
  beforeAll(async () => {
    certificates = await createTemporaryFolder('certificates');
    const certificate = await createTestCertificate(certificates.path, ['database.example.com']);
    authority = certificate.authority;
    const pem = { certificate: authority, key: await readFile(certificate.keyFile, 'utf8') };
    server = await startPostgres({ ssl: 'on' }, pem);
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    await certificates?.remove();
  });

  tellDatabaseStories({
    server: () => server,
    killedBy: 'SIGQUIT',
    config: (to, differences) => ({ postgres: postgresConfig(to, { schema: 'stories', ...differences }) }),
    written: ({ port }) => ({
      postgres: {
        address: `tcp://127.0.0.1:${port}`,
        database: 'postgres',
        ...postgresAccount,
        schema: 'sso',
      },
    }),
    sleep: 'pg_sleep(30)',
  });

  const opened: Database[] = [];
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });
  const open = (differences: Partial<PostgresConfig>, trustedCertificates: readonly string[] = []) => {
    const database = openPostgres(postgresConfig(server, differences), {
      log: silentLog,
      trustedCertificates,
    });
    opened.push(database);
    return database;
  };
  const isEncrypted = async (database: Database) => {
    const query = sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`;
    return (await query.execute(database.kysely)).rows[0]?.ssl;
  };
  const unixAddress = (socketPath: string): Address => ({
    kind: 'unix',
    socketPath,
    umask: undefined,
    path: '/',
  });

  test('a unix socket is reached by its folder and by its file', async () => {
    const file = join(server.folder, `.s.PGSQL.${server.port}`);
    expect(await isEncrypted(open({ address: unixAddress(file) }))).toBe(false);
  });

  test('TLS is spoken where the authority is trusted and the name is right', async () => {
    expect(await isEncrypted(open({ tls }, [authority]))).toBe(true);
  });

  test.each([
    ['a strange authority', () => open({ tls })],
    ['another name', () => open({ tls: { ...tls, server_name: 'other.example.org' } }, [authority])],
  ])('%s is refused before the password is sent', async (_what, connect) => {
    await expect(isEncrypted(connect())).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  test.each(['require', 'verify-ca'] as const)('the old form of TLS with mode %s works', async (mode) => {
    const ssl = { mode, root_certificate: join(certificates.path, 'certificate.pem') };
    expect(await isEncrypted(open({ ssl: { ...ssl, certificate: undefined, key: undefined } }))).toBe(true);
  });

  test('a server that keeps silent leaves time for the next', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const bound = silent.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const { address } = postgresConfig(server);
    const first = postgresConfig({ port }).address;
    expect(
      await isEncrypted(open({ address: first, servers: [{ address, tls: undefined }], timeout: 2000 })),
    ).toBe(false);
    silent.close();
  });

  test('a wrong password is told without it', async () => {
    const error: unknown = await isEncrypted(open({ password: 'the wrong secret' })).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ detail: expect.stringContaining('password authentication failed') });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('the wrong secret');
  });

  test("Authelia's own tables are left alone, and the start says what to do", async () => {
    psql(server, 'create schema taken; create table taken.migrations (id int)');
    await expect(migrateUp(open({ schema: 'taken' }))).rejects.toMatchObject({
      detail: expect.stringContaining('storage.postgres.schema'),
    });
    await migrateUp(open({ schema: 'beside' }));
    expect(psql(server, "select count(*) from pg_tables where schemaname = 'taken'").trim()).toBe('1');

    const { log, lines } = createCollectingLog();
    const postgres = postgresConfig(server, { schema: 'taken' });
    const storage = await openStorage(
      { postgres, encryption_key: 'a key of more than twenty' },
      { log, random: systemRandom },
    );
    expect(lines).toMatchObject([{ level: 'warn', msg: expect.stringContaining('kept in memory') }]);
    expect(storage.migrated).not.toEqual([]);
    await storage.database.close();
    expect(psql(server, "select count(*) from pg_tables where schemaname = 'taken'").trim()).toBe('1');
  });
});
