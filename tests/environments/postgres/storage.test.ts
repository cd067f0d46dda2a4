import { afterAll, beforeAll, vi } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openPostgres } from '../../../src/storage/dialects/postgres.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { describeStorageEngine } from '../../support/describe-storage-engine.ts';
import { describeWithPostgres, postgresConfig, startPostgres } from '../../support/postgres-server.ts';

/** Nothing here is about being late, and the machine may be busy. */
const timeout = 60_000;

describeWithPostgres('PostgreSQL', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    vi.stubEnv('TZ', 'America/St_Johns');
    server = await startPostgres();
  }, 120_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server?.close();
  });

  describeStorageEngine({
    name: 'PostgreSQL',
    isShared: true,
    open: () =>
      openPostgres(postgresConfig(server, { schema: 'of "gatehouse"', timeout }), {
        log: silentLog,
        trustedCertificates: [],
      }),
  });
});
