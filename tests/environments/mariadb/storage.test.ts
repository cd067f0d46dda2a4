import { afterAll, beforeAll, vi } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openMysql } from '../../../src/storage/dialects/mysql.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { describeStorageEngine } from '../../support/describe-storage-engine.ts';
import { describeWithMariadb, mariadbConfig, startMariadb } from '../../support/mariadb-server.ts';

/** Nothing here is about being late, and the machine may be busy. */
const timeout = 60_000;

describeWithMariadb('MariaDB', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    vi.stubEnv('TZ', 'America/St_Johns');
    server = await startMariadb();
  }, 120_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server?.close();
  });

  describeStorageEngine({
    name: 'MariaDB',
    isShared: true,
    open: () => openMysql(mariadbConfig(server, { timeout }), { log: silentLog, trustedCertificates: [] }),
  });
});
