import { describe, expect, test } from 'vitest';
import { useOidcStorage } from '../../tests/support/use-oidc-storage.ts';
import type { OidcStorage } from './oidc-artifacts.ts';
import { createOidcClients } from './oidc-clients.ts';
import { createRegistrationTokens } from './oidc-registration-tokens.ts';
import type { EngineUnderTest } from './storage.contract.ts';

const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);

/** What is kept of clients that register themselves, on every engine. */
export function describeOidcRegistration(engine: EngineUnderTest): void {
  const { open, isShared } = engine;
  describe(`clients that register themselves on ${engine.name}`, () => {
    let storage: OidcStorage;
    useOidcStorage(engine, (opened) => {
      storage = opened;
    });

    test('a registered client is kept until it is removed, and changed in its place', async () => {
      const clients = createOidcClients(storage);
      const client = { clientId: 'aBc', issuer: 'https://auth.example.com', createdAtMs: start };
      expect(await clients.find('aBc')).toBeUndefined();
      await clients.save({ ...client, payload: { client_secret: 'one' } });
      await clients.save({ ...client, createdAtMs: start + 1, payload: { client_secret: 'two' } });
      const kept = { ...client, payload: { client_secret: 'two' } };
      expect([await clients.find('aBc'), await clients.find('ABC')]).toEqual([kept, undefined]);
      expect(await clients.list()).toEqual([kept]);
      expect([await clients.remove('aBc'), await clients.remove('aBc')]).toEqual([true, false]);
      expect(await clients.list()).toEqual([]);
    });

    test('of fifty that use a token to register at once, as many get through as it has uses', async () => {
      const other = isShared ? open() : undefined;
      const instances = [storage, other === undefined ? storage : { ...storage, database: other }].map(
        createRegistrationTokens,
      );
      const about = { note: 'for the wiki', usesLeft: 3, createdAtMs: start, expiresAtMs: start + 10 };
      await instances[0]?.add('a token', about);
      const results = await Promise.all(
        Array.from({ length: 50 }, async (_, index) => instances[index % 2]?.spend('a token', start)),
      );
      expect(results.filter(Boolean)).toHaveLength(3);
      expect(await instances[0]?.find('a token', start)).toBeUndefined();
      await other?.close();
    });

    test('a token to register is good until it is over or revoked', async () => {
      const tokens = createRegistrationTokens(storage);
      const about = { note: 'for the wiki', usesLeft: 3, createdAtMs: start, expiresAtMs: start + 10 };
      await tokens.add('a token', about);
      expect(await tokens.find('a token', start)).toMatchObject(about);
      expect([await tokens.find('a token', start + 10), await tokens.spend('a token', start + 10)]).toEqual([
        undefined,
        false,
      ]);
      expect(await tokens.find('A token', start)).toBeUndefined();
      const [token] = await tokens.list(start);
      expect(await tokens.revoke(token?.id ?? 0)).toBe(true);
      expect([await tokens.spend('a token', start), await tokens.list(start)]).toEqual([false, []]);
      await tokens.add('a token', about);
      expect([await tokens.purge(start, 10), await tokens.purge(start + 11, 10)]).toEqual([0, 1]);
    });
  });
}
