import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { openSqlite } from '../../storage/dialects/sqlite.ts';
import { createKeptSessions } from '../../storage/kept-sessions.ts';
import { migrateUp } from '../../storage/migrate.ts';
import { describeSessionStore } from '../store.contract.ts';
import { createDurableSessionStore } from './durable.ts';

describeSessionStore('in memory, kept in SQLite', async (clock) => {
  const database = openSqlite(':memory:');
  await migrateUp(database);
  return createDurableSessionStore({
    kept: createKeptSessions(database),
    secret: 'secret',
    clock,
    random: systemRandom,
    log: silentLog,
  });
});
