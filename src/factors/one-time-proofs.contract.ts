import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { totpConfig } from '../../tests/support/totp-config.ts';
import { openOwnFactors } from '../app/open-own-factors.ts';
import { systemRandom } from '../lib/random.ts';
import type { Database } from '../storage/database.ts';
import { migrateDown, migrateUp } from '../storage/migrate.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import type { EngineUnderTest } from '../storage/storage.contract.ts';
import { openStorageSeal } from '../storage/storage-key.ts';
import { totpCode } from './totp/totp-codes.ts';

/** What one-time passwords and recovery codes promise on every engine, asked through two instances where there may be two. */
export function describeOneTimeProofs({ name, open, isShared }: EngineUnderTest): void {
  describe(`one-time proofs on ${name}`, () => {
    const clock = createFrozenClock();
    let databases: readonly Database[];
    beforeEach(async () => {
      const first = open();
      await migrateUp(first);
      databases = isShared ? [first, open()] : [first];
    });
    afterEach(async () => {
      const [first] = databases;
      if (first !== undefined) await migrateDown(first, undefined);
      for (const database of databases) await database.close();
    });

    /** Each instance has connections and services of its own. */
    const startInstances = () =>
      Promise.all(
        databases.map(async (database) => {
          const seal = await openStorageSeal(database, 'a key of more than twenty', systemRandom);
          const { recoveryCodes, totp } = await openOwnFactors(
            { config, clock, random: systemRandom },
            { database, seal },
            createSpendOnce(database),
          );
          if (totp === undefined) throw new TypeError('one-time passwords are off');
          return { recoveryCodes, totp };
        }),
      );
    type Instance = Awaited<ReturnType<typeof startInstances>>[number];

    /** What fifty are told who ask at once, by turns at each instance. */
    async function askFifty(ask: (instance: Instance) => Promise<boolean>): Promise<number> {
      const instances = await startInstances();
      const asked = Array.from({ length: 50 }, (_, index) => instances[index % instances.length]);
      const told = await Promise.all(
        asked.map((instance) => (instance === undefined ? Promise.resolve(false) : ask(instance))),
      );
      return told.filter(Boolean).length;
    }

    async function enrolJohn(): Promise<string> {
      const [instance] = await startInstances();
      const draft = instance?.totp.draft({ algorithm: 'SHA1', digits: 6, period: 30 });
      if (instance === undefined || draft === undefined) throw new TypeError('nothing to enrol');
      const key = instance.totp.preview('john', draft);
      const code = (step: number) => totpCode(key, Math.floor(clock.now() / 30_000) + step);
      expect(await instance.totp.enrol('john', draft, code(0))).toBe(true);
      return code(1);
    }

    test('of fifty uses of one one-time password at once one succeeds, and none later', async () => {
      const code = await enrolJohn();
      expect(await askFifty(({ totp }) => totp.check('john', code))).toBe(1);
      expect(await askFifty(({ totp }) => totp.check('john', code))).toBe(0);
    });

    test('of fifty uses of one recovery code at once one succeeds, and none later', async () => {
      const [instance] = await startInstances();
      const [code = ''] = (await instance?.recoveryCodes.makeFirst('john')) ?? [];
      expect(await askFifty(({ recoveryCodes }) => recoveryCodes.redeem('john', code))).toBe(1);
      expect(await askFifty(({ recoveryCodes }) => recoveryCodes.redeem('john', code))).toBe(0);
      expect(await instance?.recoveryCodes.count('john')).toMatchObject({ left: 9 });
    });

    test('of fifty enrolments of one draft at once one succeeds', async () => {
      const [instance] = await startInstances();
      const draft = instance?.totp.draft({ algorithm: 'SHA256', digits: 8, period: 60 });
      if (instance === undefined || draft === undefined) throw new TypeError('nothing to enrol');
      const code = totpCode(instance.totp.preview('john', draft), Math.floor(clock.now() / 60_000));
      expect(await askFifty(({ totp }) => totp.enrol('john', draft, code))).toBe(1);
    });
  });
}

const config = {
  totp: totpConfig(),
  webauthn: { disable: true },
  duo_api: { disable: true },
  default_2fa_method: undefined,
};
