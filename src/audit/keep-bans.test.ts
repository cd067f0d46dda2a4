import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { systemRandom } from '../lib/random.ts';
import { createRegulator } from '../regulation/regulator.ts';
import { createAuditLog } from '../storage/audit-log.ts';
import { createAuthenticationLog } from '../storage/authentication-log.ts';
import { createBanStore } from '../storage/bans.ts';
import { openStorage, type Storage } from '../storage/open-storage.ts';
import { keepBans } from './keep-bans.ts';

const { log, lines } = createCollectingLog();
const clock = createFrozenClock();
let storage: Storage;
beforeEach(async () => {
  const config = { local: { path: ':memory:' }, encryption_key: 'a key of more than twenty' };
  storage = await openStorage(config, { random: systemRandom, log });
});
afterEach(() => storage.database.close());

function failThrice() {
  const audit = createAuditLog(storage.database);
  const regulator = createRegulator({
    rules: { modes: ['user', 'ip'], max_retries: 3, find_time: 120_000, ban_time: 300_000 },
    attempts: createAuthenticationLog(storage.database),
    bans: createBanStore(storage.database),
    clock,
    log,
    onBan: keepBans({ audit, clock, log }),
  });
  const attempt = {
    username: 'john',
    address: '203.0.113.7',
    type: '1FA',
    requestUri: '',
    requestMethod: '',
  } as const;
  return [1, 2, 3].reduce(async (before: Promise<unknown>) => {
    await before;
    return regulator.attempt(attempt, () => Promise.resolve(false));
  }, Promise.resolve());
}

test('failures that ban are kept, with who and what was banned', async () => {
  await failThrice();
  const records = await createAuditLog(storage.database).list({ limit: 10 });
  expect(records).toHaveLength(2);
  const shared = { kind: 'banned', username: 'john', isSuccessful: false, address: '203.0.113.7' };
  expect(records).toContainEqual(
    expect.objectContaining({ ...shared, details: { banned: 'user', subject: 'john' } }),
  );
  expect(records).toContainEqual(
    expect.objectContaining({ ...shared, details: { banned: 'ip', subject: '203.0.113.7' } }),
  );
});

test('a table that cannot be written keeps no ban from being made', async () => {
  await storage.database.kysely.schema.dropTable('audit_events').execute();
  expect(await failThrice()).toBe('wrong');
  expect(await createBanStore(storage.database).find('user', 'john', clock.now())).toBeDefined();
  expect(lines.map(({ msg }) => msg)).toContain('a security event could not be kept');
});
