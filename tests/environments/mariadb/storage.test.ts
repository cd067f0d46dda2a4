import { afterAll, beforeAll, vi } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openMysql } from '../../../src/storage/dialects/mysql.ts';
import { describeKeptSessions } from '../../../src/storage/kept-sessions.contract.ts';
import { describeOidcStorage } from '../../../src/storage/oidc.contract.ts';
import { describeSealedSecrets } from '../../../src/storage/sealed-secret.contract.ts';
import { describeStorage, type EngineUnderTest } from '../../../src/storage/storage.contract.ts';
import { describeTotpStorage } from '../../../src/storage/totp.contract.ts';
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

  const engine: EngineUnderTest = {
    name: 'MariaDB',
    isShared: true,
    open: () => openMysql(mariadbConfig(server), { log: silentLog, trustedCertificates: [] }),
  };
  describeStorage(engine);
  describeSealedSecrets(engine);
  describeTotpStorage(engine);
  describeOidcStorage(engine);
  describeKeptSessions(engine.name, engine.open);
});
