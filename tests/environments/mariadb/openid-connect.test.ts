import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openMysql } from '../../../src/storage/dialects/mysql.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import {
  describeWithMariadb,
  mariadbAccount,
  mariadbConfig,
  startMariadb,
} from '../../support/mariadb-server.ts';
import { tellOidcStorageStories } from '../../support/oidc-storage-stories.ts';

describeWithMariadb('the OpenID Connect provider of two instances over MariaDB', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startMariadb();
  }, 120_000);
  afterAll(() => server?.close());

  // A busy machine is slow, which is not what is tested here.
  tellOidcStorageStories({
    instances: 2,
    written: () => ({
      mysql: { address: `tcp://127.0.0.1:${server.port}`, timeout: '60s', ...mariadbAccount },
    }),
    open: () => openMysql(mariadbConfig(server), { log: silentLog, trustedCertificates: [] }),
  });
});
