import { afterAll, beforeAll, vi } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openPostgres } from '../../../src/storage/dialects/postgres.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { describeStorageEngine } from '../../support/describe-storage-engine.ts';
import { describeWithPostgres, postgresConfig, startPostgres } from '../../support/postgres-server.ts';

describeWithPostgres('PostgreSQL', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    vi.stubEnv('TZ', 'America/St_Johns');
    server = await startPostgres();
  }, 60_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server?.close();
  });

  describeStorageEngine({
    name: 'PostgreSQL',
    isShared: true,
    open: () =>
      openPostgres(postgresConfig(server, { schema: 'of "gatehouse"' }), {
        log: silentLog,
        trustedCertificates: [],
      }),
  });
});
