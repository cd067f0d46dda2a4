import { afterAll, beforeAll } from 'vitest';
import type { DatabaseServer } from '../../support/database-server.ts';
import { tellOidcSessionEnds } from '../../support/oidc-session-ends.ts';
import { describeWithPostgres, postgresAccount, startPostgres } from '../../support/postgres-server.ts';

describeWithPostgres('the end of a session in PostgreSQL', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server?.close());

  tellOidcSessionEnds(() => ({
    session: { store: 'sql' },
    storageOf: () => ({
      postgres: {
        address: `tcp://127.0.0.1:${server.port}`,
        database: 'postgres',
        timeout: '60s',
        ...postgresAccount,
      },
    }),
  }));
});
