import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFrozenClock, type FrozenClock } from '../../tests/support/frozen-clock.ts';
import { systemRandom } from '../lib/random.ts';
import type { Seal } from '../lib/seal.ts';
import type { Database } from '../storage/database.ts';
import { createIdentityVerificationStore } from '../storage/identity-verifications.ts';
import { migrateDown, migrateUp } from '../storage/migrate.ts';
import { createOneTimeCodeStore } from '../storage/one-time-codes.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import type { EngineUnderTest } from '../storage/storage.contract.ts';
import { openStorageSeal } from '../storage/storage-key.ts';
import { createOneTimeCodes } from './one-time-codes.ts';
import { createResetLinks } from './reset-links.ts';

const holder = { username: 'john', address: '203.0.113.7' };
const issuer = 'https://auth.example.com';
const minute = 60_000;

/** What mailed codes and links promise on every engine, also where instances share it. */
export function describeIdentityChecks({ name, open, isShared }: EngineUnderTest): void {
  describe(`mailed codes and links on ${name}`, () => {
    let clock: FrozenClock;
    let database: Database;
    let other: Database | undefined;
    let seal: Seal;
    beforeEach(async () => {
      clock = createFrozenClock(Date.UTC(2026, 2, 29, 0, 59, 59, 123));
      database = open();
      await migrateUp(database);
      other = isShared ? open() : undefined;
      seal = await openStorageSeal(database, 'a key of more than twenty', systemRandom);
    });
    afterEach(async () => {
      await other?.close();
      await migrateDown(database, undefined);
      await database.close();
    });

    const codesOn = (on: Database) =>
      createOneTimeCodes({
        config: { code_lifespan: 5 * minute, elevation_lifespan: 10 * minute, characters: 8 },
        store: createOneTimeCodeStore({ database: on, seal }),
        spendOnce: createSpendOnce(on),
        key: Buffer.alloc(64, 1),
        clock,
        random: systemRandom,
      });
    const linksOn = (on: Database) =>
      createResetLinks({
        config: { jwt_lifespan: 5 * minute, jwt_algorithm: 'HS256' },
        secret: 'a secret of the tests',
        store: createIdentityVerificationStore(on),
        spendOnce: createSpendOnce(on),
        clock,
        random: systemRandom,
      });
    /** One of the two instances, in turns. */
    const instance = (index: number) => (index % 2 === 0 ? database : (other ?? database));
    const fifty = <T>(work: (index: number) => Promise<T>) =>
      Promise.all(Array.from({ length: 50 }, (_, index) => work(index)));

    test('of fifty who redeem a code at once, over two instances, one succeeds', async () => {
      const { code } = await codesOn(database).issue(holder);
      const opened = await fifty((index) => codesOn(instance(index)).redeem(holder, code));
      expect(opened.filter((one) => one !== undefined)).toEqual([
        { endsAtMs: clock.now() + 10 * minute, address: holder.address },
      ]);
    });

    test('of fifty who redeem a link at once, over two instances, one succeeds', async () => {
      const link = await linksOn(database).issue({ ...holder, issuer });
      const shown = { token: link?.token ?? '', issuer, address: '198.51.100.1' };
      const outcomes = await fifty((index) => linksOn(instance(index)).redeem(shown));
      expect(outcomes.filter(({ outcome }) => outcome === 'right')).toMatchObject([{ username: 'john' }]);
      expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['right', 'wrong']));
    });

    test('all links of a person are revoked together, also those that were opened, and nobody else’s', async () => {
      const links = linksOn(database);
      const shownBy = async (username: string) => {
        const link = await links.issue({ ...holder, username, issuer });
        return { token: link?.token ?? '', issuer, address: undefined };
      };
      const [opened, unopened, harrys] = [
        await shownBy('john'),
        await shownBy('john'),
        await shownBy('harry'),
      ];
      const redeemed = await links.redeem(opened);
      const id = redeemed.outcome === 'right' ? redeemed.id : '';
      expect(await links.isRedeemed(id)).toBe(true);
      await links.revokeAll({ username: 'john', address: '198.51.100.1' });
      expect(await links.isRedeemed(id)).toBe(false);
      expect(await links.redeem(unopened)).toEqual({ outcome: 'wrong' });
      expect(await links.redeem(harrys)).toMatchObject({ outcome: 'right', username: 'harry' });
    });

    test('of a revocation and a redemption at once, one holds', async () => {
      for (let round = 0; round < 5; round++) {
        const { id, code } = await codesOn(database).issue(holder);
        const [opened, revoked] = await Promise.all([
          codesOn(database).redeem(holder, code),
          codesOn(instance(1)).revoke(id, undefined),
        ]);
        expect([opened !== undefined, revoked !== undefined].filter(Boolean)).toHaveLength(1);
      }
    });

    test('neither code nor link can be read in the database', async () => {
      const { code } = await codesOn(database).issue(holder);
      const link = await linksOn(database).issue({ ...holder, issuer });
      const rows = [
        ...(await database.kysely.selectFrom('one_time_code').selectAll().execute()),
        ...(await database.kysely.selectFrom('identity_verification').selectAll().execute()),
      ];
      expect(rows).toHaveLength(2);
      const all = rows
        .flatMap((row) => Object.values(row))
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
        .join('\n');
      expect(all).toContain('john');
      expect(all).not.toContain(code);
      for (const part of (link?.token ?? '').split('.')) expect(all).not.toContain(part);
    });

    test('what ended is forgotten, what is good is kept', async () => {
      await codesOn(database).issue(holder);
      await linksOn(database).issue({ ...holder, issuer });
      clock.advance(4 * minute);
      const { code } = await codesOn(database).issue(holder);
      clock.advance(2 * minute);
      const codes = createOneTimeCodeStore({ database, seal });
      expect([await codes.purge(clock.now(), 10), await codes.purge(clock.now(), 10)]).toEqual([1, 0]);
      expect(await createIdentityVerificationStore(database).purge(clock.now(), 10)).toBe(1);
      expect(await codesOn(database).redeem(holder, code)).toBeDefined();
    });
  });
}
