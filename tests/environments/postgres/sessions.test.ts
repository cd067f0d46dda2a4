import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openPostgres } from '../../../src/storage/dialects/postgres.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { tellGraceStories } from '../../support/grace-stories.ts';
import { describeWithPostgres, postgresConfig, startPostgres } from '../../support/postgres-server.ts';
import { openSqlStore, tellSqlSessionStories } from '../../support/sql-session-stories.ts';

describeWithPostgres('sessions in PostgreSQL', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server?.close());

  // A busy machine is slow, which is not what is tested here.
  const open = () =>
    openPostgres(postgresConfig(server, { timeout: 60_000 }), { log: silentLog, trustedCertificates: [] });
  tellSqlSessionStories('PostgreSQL', open);
  tellGraceStories('killed', () => ({
    open: (clock) => openSqlStore(open(), clock),
    goAway: () => server.stop('SIGQUIT'),
    comeBack: () => server.start(),
  }));
});
