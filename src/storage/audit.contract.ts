import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AuditRecord, createAuditLog } from './audit-log.ts';
import type { Database } from './database.ts';
import { createKnownDevices } from './known-devices.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import type { EngineUnderTest } from './storage.contract.ts';

/** What every database engine must do for audit records and known devices. */
export function describeAuditStorage({ name, open }: EngineUnderTest): void {
  describe(`audit on ${name}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = open();
      await migrateUp(database);
    });
    afterEach(async () => {
      await migrateDown(database, undefined);
      await database.close();
    });

    test('records come back as they were, the newest first, and can be asked for by time, person and kind', async () => {
      const audit = createAuditLog(database);
      const first = record({ timeMs: start, actor: 'admin', address: undefined });
      const second = record({ timeMs: start + 1, kind: 'sign-out', username: 'jöhn', isSuccessful: false });
      const third = record({ timeMs: start + 1, details: { name: 'Blue key \u{1f511}' } });
      for (const one of [first, second, third]) await audit.append(one);
      expect(await audit.list({ limit: 10 })).toEqual([third, second, first]);
      expect(await audit.list({ limit: 1 })).toEqual([third]);
      expect(await audit.list({ sinceMs: start + 1, limit: 10 })).toEqual([third, second]);
      expect(await audit.list({ username: 'jöhn', limit: 10 })).toEqual([second]);
      expect(await audit.list({ username: 'john', kind: 'sign-out', limit: 10 })).toEqual([]);
      expect(await audit.list({ kind: 'sign-in', sinceMs: start, limit: 10 })).toEqual([third, first]);
    });

    test('what others choose is cut to what the columns hold', async () => {
      const audit = createAuditLog(database);
      const long = '\u{1f512}'.repeat(5_000);
      await audit.append(
        record({ userAgent: `\0${long}`, requestId: long, username: long, details: { name: long } }),
      );
      const [found] = await audit.list({ limit: 1 });
      const texts = [found?.userAgent, found?.requestId, found?.username, found?.details.name];
      for (const text of texts)
        expect([text?.isWellFormed(), (text?.length ?? 0) <= 500]).toEqual([true, true]);
    });

    test('old records are purged, in batches', async () => {
      const audit = createAuditLog(database);
      for (const timeMs of [start, start + 1, start + 2]) await audit.append(record({ timeMs }));
      expect(await audit.purge(start + 2, 1)).toBe(1);
      expect(await audit.purge(start + 2, 5)).toBe(1);
      expect(await audit.purge(start + 2, 5)).toBe(0);
      expect(await audit.list({ limit: 5 })).toHaveLength(1);
    });

    test('the first browser of a person is nothing new, the second is, and both are known afterwards', async () => {
      const devices = createKnownDevices(database);
      expect(await devices.meet('john', 'one', start)).toBe('first');
      expect(await devices.meet('john', 'one', start + 1)).toBe('known');
      expect(await devices.meet('john', 'two', start + 1)).toBe('new');
      expect(await devices.meet('john', 'two', start + 2)).toBe('known');
      expect(await devices.meet('harry', 'two', start)).toBe('first');
    });

    test('fifty sign-ins at once with a new browser are all served', async () => {
      const devices = createKnownDevices(database);
      await devices.meet('john', 'one', start);
      const met = await Promise.all(Array.from({ length: 50 }, () => devices.meet('john', 'two', start)));
      expect(met).toContain('new');
      expect(await devices.meet('john', 'two', start)).toBe('known');
    });

    test('browsers not seen for long are forgotten', async () => {
      const devices = createKnownDevices(database);
      await devices.meet('john', 'one', start);
      await devices.meet('john', 'two', start);
      await devices.meet('john', 'one', start + 10);
      expect(await devices.purge(start + 10, 10)).toBe(1);
      expect(await devices.meet('john', 'one', start + 11)).toBe('known');
      expect(await devices.meet('john', 'two', start + 11)).toBe('new');
    });
  });
}

const start = Date.UTC(2026, 0, 1);

function record(changes: Partial<AuditRecord>): AuditRecord {
  return {
    timeMs: start,
    kind: 'sign-in',
    username: 'john',
    actor: undefined,
    isSuccessful: true,
    address: '203.0.113.1',
    userAgent: 'Firefox',
    requestId: 'id-1',
    details: {},
    ...changes,
  };
}
