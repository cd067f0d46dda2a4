import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHmacSha256 } from '../lib/hmac.ts';
import { systemRandom } from '../lib/random.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import { createOidcArtifacts, type OidcStorage } from './oidc-artifacts.ts';
import { createOidcAuthorizations } from './oidc-authorizations.ts';
import { createOidcClients } from './oidc-clients.ts';
import { createOidcLogouts } from './oidc-logouts.ts';
import { createRegistrationTokens } from './oidc-registration-tokens.ts';
import { createOpaqueIdentifiers } from './opaque-identifiers.ts';
import { createRememberedConsents } from './remembered-consents.ts';
import type { EngineUnderTest } from './storage.contract.ts';
import { openStorageSeal } from './storage-key.ts';

const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);

/** What the storage of the OpenID Connect provider promises on every engine. */
export function describeOidcStorage({ name, open, isShared }: EngineUnderTest): void {
  describe(`what the OpenID Connect provider keeps on ${name}`, () => {
    let storage: OidcStorage;
    beforeEach(async () => {
      const database = open();
      await migrateUp(database);
      storage = {
        database,
        seal: await openStorageSeal(database, 'a key of more than twenty', systemRandom),
        digest: createHmacSha256(Buffer.from('a key')),
      };
    });
    afterEach(async () => {
      await migrateDown(storage.database, undefined);
      await storage.database.close();
    });

    test('an artifact is read as it was written, replaced, and removed with its grant or its sign-in', async () => {
      const artifacts = createOidcArtifacts(storage);
      expect(await artifacts.find(nameOf('a'))).toBeUndefined();
      await artifacts.save(artifactOf('a', { grantId: 'one' }));
      await artifacts.save(artifactOf('b', { signIn: 'somebody' }));
      await artifacts.save(artifactOf('c', {}));
      await artifacts.save({ ...artifactOf('c', {}), payload: { scope: 'openid' } });
      expect(await artifacts.find(nameOf('c'))).toEqual({
        payload: { scope: 'openid' },
        consumedAtMs: undefined,
      });
      await artifacts.removeByGrant('one');
      await artifacts.removeBySignIn('somebody');
      expect(await artifacts.find(nameOf('a'))).toBeUndefined();
      expect(await artifacts.find(nameOf('b'))).toBeUndefined();
      await artifacts.remove(nameOf('c'));
      expect(await artifacts.find(nameOf('c'))).toBeUndefined();
    });

    test('of fifty that consume an artifact at once, over two instances, one does', async () => {
      const other = isShared ? open() : undefined;
      const instances = [storage, other === undefined ? storage : { ...storage, database: other }].map(
        createOidcArtifacts,
      );
      await instances[0]?.save(artifactOf('a', {}));
      const results = await Promise.all(
        Array.from({ length: 50 }, async (_, index) => instances[index % 2]?.consume(nameOf('a'), start)),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await instances[1]?.find(nameOf('a'))).toMatchObject({ consumedAtMs: start });
      await other?.close();
    });

    test('nothing of an artifact can be read in the database, and it opens in no other row', async () => {
      const artifacts = createOidcArtifacts(storage);
      await artifacts.save(artifactOf('a', { grantId: 'one', signIn: 'somebody' }));
      await artifacts.save(artifactOf('b', {}));
      const { kysely } = storage.database;
      const rows = await kysely.selectFrom('oidc_artifacts').selectAll().orderBy('id').execute();
      const text = rows.map((row) => `${JSON.stringify(row)} ${Buffer.from(row.payload).toString('latin1')}`);
      for (const secret of ['the value of a', 'nonce of the client', 'somebody', '"one"']) {
        expect(text.join()).not.toContain(secret);
      }
      await kysely
        .updateTable('oidc_artifacts')
        .set({ payload: rows[0]?.payload ?? new Uint8Array() })
        .where('id', '=', rows[1]?.id ?? 0)
        .execute();
      await expect(artifacts.find(nameOf('b'))).rejects.toMatchObject({ code: 'internal' });
    });

    test('what is over is forgotten, the oldest first and no more than asked', async () => {
      const artifacts = createOidcArtifacts(storage);
      for (const [index, letter] of ['a', 'b', 'c'].entries()) {
        await artifacts.save({ ...artifactOf(letter, {}), expiresAtMs: start + index });
      }
      expect(await artifacts.purge(start + 2, 1)).toBe(1);
      expect(await artifacts.find(nameOf('a'))).toBeUndefined();
      expect(await artifacts.purge(start + 2, 10)).toBe(1);
      expect(await artifacts.find(nameOf('c'))).toBeDefined();
    });

    test('what clients were given is found until the sign-in is ended, whatever is saved afterwards', async () => {
      const authorizations = createOidcAuthorizations(storage);
      await authorizations.save('somebody', authorizationOf('app', 'g1'), start + 10);
      await authorizations.save('somebody', authorizationOf('wiki', 'g2'), start + 10);
      await authorizations.save('somebody', authorizationOf('app', 'g3'), start + 10);
      const found = await authorizations.find('somebody', start);
      expect(
        found.map(({ grantId }) => grantId ?? '').toSorted((one, other) => one.localeCompare(other)),
      ).toEqual(['g2', 'g3']);
      expect(await authorizations.find('somebody', start + 10)).toEqual([]);
      expect(await authorizations.find('somebody else', start)).toEqual([]);
      expect(await authorizations.end('somebody', start + 10)).toHaveLength(2);
      expect(await authorizations.find('somebody', start)).toEqual([]);
      expect(await authorizations.end('somebody', start + 10)).toHaveLength(2);
      await authorizations.forget('somebody');
      expect(await authorizations.end('somebody', start + 10)).toEqual([]);
      await authorizations.save('somebody', authorizationOf('app', 'g4'), start + 10);
      expect(await authorizations.find('somebody', start)).toEqual([]);
      expect(await authorizations.purge(start + 11, 10)).toBe(1);
    });

    test('what a person gave clients is found in all sign-ins but ended ones, and taken back client by client', async () => {
      const authorizations = createOidcAuthorizations(storage);
      const idsOf = (found: readonly { readonly grantId: string | undefined }[]) =>
        found.map(({ grantId }) => grantId ?? '').toSorted();
      await authorizations.save('laptop', authorizationOf('app', 'g1'), start + 10);
      await authorizations.save('phone', authorizationOf('app', 'g2'), start + 20);
      await authorizations.save('phone', authorizationOf('wiki', 'g3'), start + 20);
      await authorizations.save('ended', authorizationOf('app', 'g4'), start + 20);
      await authorizations.end('ended', start + 20);
      const ofSomebodyElse = { ...authorizationOf('app', 'g5'), accountId: 'another subject' };
      await authorizations.save('elsewhere', ofSomebodyElse, start + 20);
      expect(idsOf(await authorizations.ofAccount('a subject', start))).toEqual(['g1', 'g2', 'g3']);
      expect(idsOf(await authorizations.ofAccount('a subject', start + 10))).toEqual(['g2', 'g3']);
      expect(idsOf(await authorizations.removeOfAccount('a subject', 'app'))).toEqual(['g1', 'g2']);
      expect(await authorizations.removeOfAccount('a subject', 'app')).toEqual([]);
      expect(await authorizations.find('laptop', start)).toEqual([]);
      expect(idsOf(await authorizations.ofAccount('a subject', start))).toEqual(['g3']);
      expect(idsOf(await authorizations.ofAccount('another subject', start))).toEqual(['g5']);
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

    test('an identifier is made once for each person and sector, however many ask at once', async () => {
      const identifiers = createOpaqueIdentifiers(storage.database);
      const fresh = () => systemRandom.bytes(16).toString('hex');
      const asked = await Promise.all(Array.from({ length: 20 }, () => identifiers.of('john', '', fresh)));
      expect(new Set(asked).size).toBe(1);
      const ofSector = await identifiers.of('john', 'app.example.com', fresh);
      expect(ofSector).not.toBe(asked[0]);
      expect(await identifiers.findUser(asked[0] ?? '')).toBe('john');
      expect(await identifiers.findUser(ofSector)).toBeUndefined();
      expect(await identifiers.of('JOHN', '', fresh)).not.toBe(asked[0]);
    });

    test('a consent is remembered for just what was agreed to, and for its time', async () => {
      const consents = createRememberedConsents(storage.database);
      const consent = {
        clientId: 'app',
        subject: 'one',
        scopes: ['openid', 'email'],
        audience: [],
        claims: [],
      };
      await consents.remember(consent, { createdAtMs: start, expiresAtMs: start + 10 });
      expect(await consents.has({ ...consent, scopes: ['email', 'openid'] }, start)).toBe(true);
      expect(await consents.has(consent, start + 10)).toBe(false);
      expect(await consents.has({ ...consent, scopes: ['openid'] }, start)).toBe(false);
      expect(await consents.has({ ...consent, claims: ['groups'] }, start)).toBe(false);
      expect(await consents.has({ ...consent, audience: ['https://api.example.com'] }, start)).toBe(false);
      expect(await consents.has({ ...consent, subject: 'two' }, start)).toBe(false);
      expect(await consents.has({ ...consent, clientId: 'wiki' }, start)).toBe(false);
      expect(await consents.ofSubject('one', start)).toEqual([
        { ...consent, scopes: ['email', 'openid'], createdAtMs: start, expiresAtMs: start + 10 },
      ]);
      expect(await consents.ofSubject('one', start + 10)).toEqual([]);
      expect(await consents.ofSubject('two', start)).toEqual([]);
      expect(await consents.purge(start + 11, 10)).toBe(1);
    });

    test('a remembered consent is taken back for one client of one person', async () => {
      const consents = createRememberedConsents(storage.database);
      const consent = { clientId: 'app', subject: 'one', scopes: ['openid'], audience: [], claims: [] };
      const times = { createdAtMs: start, expiresAtMs: start + 10 };
      for (const other of [{}, { clientId: 'wiki' }, { subject: 'two' }]) {
        await consents.remember({ ...consent, ...other }, times);
      }
      expect(await consents.revoke('one', 'app')).toBe(true);
      expect(await consents.revoke('one', 'app')).toBe(false);
      expect(await consents.has(consent, start)).toBe(false);
      expect(await consents.has({ ...consent, clientId: 'wiki' }, start)).toBe(true);
      expect(await consents.has({ ...consent, subject: 'two' }, start)).toBe(true);
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

function nameOf(letter: string) {
  return { kind: 'AuthorizationCode', value: `the value of ${letter}` };
}

function artifactOf(letter: string, from: { readonly grantId?: string; readonly signIn?: string }) {
  const payload = { nonce: 'nonce of the client' };
  return {
    ...nameOf(letter),
    payload,
    grantId: from.grantId,
    signIn: from.signIn,
    expiresAtMs: start + 60_000,
  };
}

function logoutOf(clientId: string) {
  return { issuer: 'https://auth.example.com', clientId, accountId: 'a subject', sid: `sid of ${clientId}` };
}

function authorizationOf(clientId: string, grantId: string) {
  return { clientId, accountId: 'a subject', grantId, sid: undefined, level: 1, address: undefined };
}
