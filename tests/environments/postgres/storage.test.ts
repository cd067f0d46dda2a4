import { afterAll, beforeAll, vi } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { openPostgres } from '../../../src/storage/dialects/postgres.ts';
import { describeKeptSessions } from '../../../src/storage/kept-sessions.contract.ts';
import { describeOidcStorage } from '../../../src/storage/oidc.contract.ts';
import { describeSealedSecrets } from '../../../src/storage/sealed-secret.contract.ts';
import { describeStorage, type EngineUnderTest } from '../../../src/storage/storage.contract.ts';
import { describeTotpStorage } from '../../../src/storage/totp.contract.ts';
import type { DatabaseServer } from '../../support/database-server.ts';
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

  const engine: EngineUnderTest = {
    name: 'PostgreSQL',
    isShared: true,
    open: () =>
      openPostgres(postgresConfig(server, { schema: 'of "gatehouse"' }), {
        log: silentLog,
        trustedCertificates: [],
      }),
  };
  describeStorage(engine);
  describeSealedSecrets(engine);
  describeTotpStorage(engine);
  describeOidcStorage(engine);
  describeKeptSessions(engine.name, engine.open);
});
