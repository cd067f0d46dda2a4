import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openMysql } from '../../../src/storage/dialects/mysql.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { tellGraceStories } from '../../support/grace-stories.ts';
import { describeWithMariadb, mariadbConfig, startMariadb } from '../../support/mariadb-server.ts';
import { openSqlStore, tellSqlSessionStories } from '../../support/sql-session-stories.ts';

describeWithMariadb('sessions in MariaDB', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startMariadb();
  }, 120_000);
  afterAll(() => server?.close());

  // A busy machine is slow, which is not what is tested here.
  const open = () =>
    openMysql(mariadbConfig(server, { timeout: 60_000 }), { log: silentLog, trustedCertificates: [] });
  tellSqlSessionStories('MariaDB', open);
  tellGraceStories('killed', () => ({
    open: (clock) => openSqlStore(open(), clock),
    goAway: () => server.stop('SIGKILL'),
    comeBack: () => server.start(),
  }));
});
