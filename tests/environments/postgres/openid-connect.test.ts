import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openPostgres } from '../../../src/storage/dialects/postgres.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { tellOidcStorageStories } from '../../support/oidc-storage-stories.ts';
import {
  describeWithPostgres,
  postgresAccount,
  postgresConfig,
  startPostgres,
} from '../../support/postgres-server.ts';

describeWithPostgres('the OpenID Connect provider of two instances over PostgreSQL', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server?.close());

  // A busy machine is slow, which is not what is tested here.
  tellOidcStorageStories({
    instances: 2,
    written: () => ({
      postgres: {
        address: `tcp://127.0.0.1:${server.port}`,
        database: 'postgres',
        timeout: '60s',
        ...postgresAccount,
      },
    }),
    open: () => openPostgres(postgresConfig(server), { log: silentLog, trustedCertificates: [] }),
  });
});
