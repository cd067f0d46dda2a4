import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openMysql } from '../../../src/storage/dialects/mysql.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { describeWithMariadb, mariadbConfig, startMariadb } from '../../support/mariadb-server.ts';
import { tellSqlSessionStories } from '../../support/sql-session-stories.ts';

describeWithMariadb('sessions in MariaDB', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startMariadb();
  }, 120_000);
  afterAll(() => server?.close());

  tellSqlSessionStories('MariaDB', () =>
    openMysql(mariadbConfig(server), { log: silentLog, trustedCertificates: [] }),
  );
});
