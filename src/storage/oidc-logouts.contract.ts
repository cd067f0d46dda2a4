import { describe, expect, test } from 'vitest';
import { useOidcStorage } from '../../tests/support/use-oidc-storage.ts';
import type { OidcStorage } from './oidc-artifacts.ts';
import { createOidcLogouts } from './oidc-logouts.ts';
import type { EngineUnderTest } from './storage.contract.ts';

const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);

/** What is kept of logouts that applications are still to be told, on every engine. */
export function describeOidcLogouts(engine: EngineUnderTest): void {
  const { open, isShared } = engine;
  describe(`what applications are to be told of logouts on ${engine.name}`, () => {
    let storage: OidcStorage;
    useOidcStorage(engine, (opened) => {
      storage = opened;
    });

    test('a logout is noted once for each client and sign-in, and sealed', async () => {
      const logouts = createOidcLogouts(storage);
      const times = { nowMs: start, expiresAtMs: start + 1000 };
      for (const clientId of ['app', 'app', 'wiki']) await logouts.note('one', logoutOf(clientId), times);
      await logouts.note('two', logoutOf('app'), times);
      const claimed = await logouts.claim(start, start + 10, 10);
      expect(claimed.map(({ logout, attempt }) => [logout?.clientId, attempt])).toEqual([
        ['app', 1],
        ['wiki', 1],
        ['app', 1],
      ]);
      for (const { id } of claimed) await logouts.settle(id, undefined);
      await logouts.note('one', logoutOf('app'), times);
      expect(await logouts.claim(start + 20, start + 30, 10)).toEqual([]);
      const rows = await storage.database.kysely.selectFrom('oidc_logouts').selectAll().execute();
      const text = rows.map((row) => `${JSON.stringify(row)} ${Buffer.from(row.payload).toString('latin1')}`);
      for (const word of ['wiki', 'a subject', 'sid of']) expect(text.join()).not.toContain(word);
      const moved = { payload: rows[0]?.payload ?? new Uint8Array() };
      const last = rows.at(-1)?.id ?? 0;
      await storage.database.kysely.updateTable('oidc_logouts').set(moved).where('id', '=', last).execute();
      await logouts.settle(last, start);
      expect(await logouts.claim(start, start + 10, 10)).toEqual([
        { id: last, attempt: 2, logout: undefined },
      ]);
      expect(await logouts.purge(start + 1001, 10)).toBe(3);
    });

    test('of several instances one gets a logout that is due; it is due again in time, until it is settled or over', async () => {
      const other = isShared ? open() : undefined;
      const instances = [storage, other === undefined ? storage : { ...storage, database: other }].map(
        createOidcLogouts,
      );
      const [first, second] = instances;
      await first?.note('one', logoutOf('app'), { nowMs: start, expiresAtMs: start + 1000 });
      const claim = (nowMs: number) =>
        Promise.all(
          Array.from(
            { length: 20 },
            (_, index) =>
              (index % 2 === 0 ? first : second)?.claim(nowMs, nowMs + 100, 5) ?? Promise.resolve([]),
          ),
        );
      expect(await second?.claim(start - 1, start + 99, 5)).toEqual([]);
      const taken = (await claim(start)).flat();
      expect(taken).toMatchObject([{ attempt: 1, logout: logoutOf('app') }]);
      expect((await claim(start + 99)).flat()).toEqual([]);
      expect((await claim(start + 100)).flat()).toMatchObject([{ attempt: 2 }]);
      await second?.settle(taken[0]?.id ?? 0, start + 999);
      expect(await first?.claim(start + 998, start + 2000, 5)).toEqual([]);
      expect(await first?.claim(start + 1000, start + 2000, 5)).toEqual([]);
      await other?.close();
    });
  });
}

function logoutOf(clientId: string) {
  return { issuer: 'https://auth.example.com', clientId, accountId: 'a subject', sid: `sid of ${clientId}` };
}
