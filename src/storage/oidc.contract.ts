import { describe, expect, test } from 'vitest';
import { useOidcStorage } from '../../tests/support/use-oidc-storage.ts';
import { systemRandom } from '../lib/random.ts';
import { createOidcArtifacts, type OidcStorage } from './oidc-artifacts.ts';
import { createOidcAuthorizations } from './oidc-authorizations.ts';
import { createOpaqueIdentifiers } from './opaque-identifiers.ts';
import { createRememberedConsents } from './remembered-consents.ts';
import type { EngineUnderTest } from './storage.contract.ts';

const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);

/** What the storage of the OpenID Connect provider promises on every engine. */
export function describeOidcStorage(engine: EngineUnderTest): void {
  const { name, open, isShared } = engine;
  describe(`what the OpenID Connect provider keeps on ${name}`, () => {
    let storage: OidcStorage;
    useOidcStorage(engine, (opened) => {
      storage = opened;
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

function authorizationOf(clientId: string, grantId: string) {
  return { clientId, accountId: 'a subject', grantId, sid: undefined, level: 1, address: undefined };
}
