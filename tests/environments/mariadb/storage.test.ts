import { afterAll, beforeAll, vi } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openMysql } from '../../../src/storage/dialects/mysql.ts';
import { describeStorage } from '../../../src/storage/storage.contract.ts';
import { describeWebAuthnStorage } from '../../../src/storage/webauthn.contract.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
import { describeWithMariadb, mariadbConfig, startMariadb } from '../../support/mariadb-server.ts';

describeWithMariadb('MariaDB', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    vi.stubEnv('TZ', 'America/St_Johns');
    server = await startMariadb();
  }, 60_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server?.close();
  });

  const engine = {
    name: 'MariaDB',
    isShared: true,
    open: () => openMysql(mariadbConfig(server), { log: silentLog, trustedCertificates: [] }),
  };
  describeStorage(engine);
  describeWebAuthnStorage(engine);
});
