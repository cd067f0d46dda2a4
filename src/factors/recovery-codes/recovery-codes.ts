import { createHmac } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { RecoveryCodeStore, RecoveryCodesLeft } from '../../storage/recovery-codes.ts';
import type { SpendOnce } from '../../storage/spend-once.ts';
import { makeRecoveryCode, readRecoveryCode } from './recovery-code.ts';

/** Codes that let somebody back in who lost the second factor (departures.md §4). Methods throw `AppError` where the storage is away. */
export interface RecoveryCodes {
  /** Makes codes for somebody who has none left, to be shown this once; undefined where there are some, which cannot be shown again. */
  makeFirst(username: string): Promise<readonly string[] | undefined>;
  /** Makes new ones, to be shown this once; those of before are worth nothing from then on. */
  makeNew(username: string): Promise<readonly string[]>;
  /** Whether what was typed is a code of the user, which it is once. */
  redeem(username: string, typed: string): Promise<boolean>;
  count(username: string): Promise<RecoveryCodesLeft>;
}

/** What recovery codes stand on. */
export interface RecoveryCodesOptions {
  readonly store: RecoveryCodeStore;
  readonly spendOnce: SpendOnce;
  /** `hmac_key_recovery`: the key of the codes' digests. */
  readonly digestKey: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
}

const codesPerSet = 10;

/** A code never ends by itself. */
const neverMs = Date.UTC(9999, 0, 1);

/** Recovery codes over the storage. A code is spent through `SpendOnce`, whichever instance is asked. */
export function createRecoveryCodes({
  store,
  spendOnce,
  digestKey,
  clock,
  random,
}: RecoveryCodesOptions): RecoveryCodes {
  const digestOf = (username: string, code: string) =>
    createHmac('sha256', digestKey)
      .update(JSON.stringify([username, code]))
      .digest('base64url');
  const newSet = (username: string) => {
    const codes = Array.from({ length: codesPerSet }, () => makeRecoveryCode(random));
    const digests = codes.map((code) => digestOf(username, readRecoveryCode(code) ?? code));
    return { codes, kept: { username, digests, createdAtMs: clock.now() } };
  };
  return {
    async makeFirst(username) {
      const { codes, kept } = newSet(username);
      if (await store.addFirst(kept)) return codes;
      if ((await store.count(username)).left > 0) return undefined;
      await store.replace(kept);
      return codes;
    },
    async makeNew(username) {
      const { codes, kept } = newSet(username);
      await store.replace(kept);
      return codes;
    },
    async redeem(username, typed) {
      const code = readRecoveryCode(typed);
      if (code === undefined) return false;
      const digest = digestOf(username, code);
      if (!(await store.isUnused(username, digest))) return false;
      if (!(await spendOnce.spend('recovery-code', digest, neverMs))) return false;
      await store.markUsed(username, digest, clock.now());
      return true;
    },
    count: (username) => store.count(username),
  };
}
