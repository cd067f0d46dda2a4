import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openPostgres } from '../../../src/storage/dialects/postgres.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { describeWithPostgres, postgresConfig, startPostgres } from '../../support/postgres-server.ts';
import { tellSqlSessionStories } from '../../support/sql-session-stories.ts';

describeWithPostgres('sessions in PostgreSQL', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server?.close());

  tellSqlSessionStories('PostgreSQL', () =>
    openPostgres(postgresConfig(server), { log: silentLog, trustedCertificates: [] }),
  );
});
