import { createHmac } from 'node:crypto';
import type { IdentityValidationConfig } from '../config/sections/identity-validation.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { randomText } from '../lib/random-text.ts';
import { randomUuid, uuidFromBase64Url, uuidToBase64Url } from '../lib/uuid.ts';
import type { Elevation } from '../session/session.ts';
import type { OneTimeCodeStore } from '../storage/one-time-codes.ts';
import type { SpendOnce } from '../storage/spend-once.ts';

/** No characters that look alike (behaviour.md §6.4). */
const characters = 'ABCDEFGHJKLMNPQRTUVWYXZ2346789';

/** The longest code that is looked at, as long as the longest that can be configured. */
export const longestCode = 20;

/** Who asks for a code, or shows one. */
export interface CodeHolder {
  /** Canonical, from the session. */
  readonly username: string;
  /** Canonical: a code is good for the address alone that asked for it. */
  readonly address: string;
}

/** A code to be mailed. */
export interface IssuedCode {
  /** Public: whoever has it can revoke the code. Base64url of a UUID. */
  readonly id: string;
  /** Secret. */
  readonly code: string;
  readonly lifespanMs: number;
}

/** One-time codes that open sensitive settings (behaviour.md §6.4). Methods throw `AppError` `storage-unavailable`. */
export interface OneTimeCodes {
  /** Makes a code; earlier ones stay good. */
  issue(holder: CodeHolder): Promise<IssuedCode>;
  /**
   * Spends a code: gives what it opens, or undefined where it is wrong, expired, revoked, used, somebody else's or from another address.
   * A code typed in small letters or with blanks around it is the same.
   */
  redeem(holder: CodeHolder, rawCode: string): Promise<Elevation | undefined>;
  /** Revokes a code that was not used; gives whose it was, or undefined where there is nothing to revoke. */
  revoke(id: string, address: string | undefined): Promise<string | undefined>;
}

/** What codes stand on. */
export interface OneTimeCodesOptions {
  /** `identity_validation.elevated_session`; durations in milliseconds. */
  readonly config: Pick<
    IdentityValidationConfig['elevated_session'],
    'code_lifespan' | 'elevation_lifespan' | 'characters'
  >;
  readonly store: OneTimeCodeStore;
  readonly spendOnce: SpendOnce;
  /** The secret `hmac_key_otc`: without it, nothing in the database tells which codes are good. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
}

/** Codes that are found by an HMAC-SHA512 over user, address, purpose and code. */
export function createOneTimeCodes(options: OneTimeCodesOptions): OneTimeCodes {
  const { config, store, spendOnce, key, clock, random } = options;
  const sign = ({ username, address }: CodeHolder, code: string) =>
    createHmac('sha512', key)
      .update(JSON.stringify([username, address, 'use', code]))
      .digest('hex');
  return {
    async issue(holder) {
      const [publicId, code] = [randomUuid(random), randomText(config.characters, characters, random)];
      const nowMs = clock.now();
      await store.add({
        publicId,
        code,
        signature: sign(holder, code),
        username: holder.username,
        issuedAtMs: nowMs,
        issuedAddress: holder.address,
        expiresAtMs: nowMs + config.code_lifespan,
      });
      return { id: uuidToBase64Url(publicId), code, lifespanMs: config.code_lifespan };
    },
    async redeem(holder, rawCode) {
      const code = rawCode.trim().toUpperCase();
      if (code === '' || code.length > longestCode) return undefined;
      const { username, address } = holder;
      const found = await store.findGood(username, sign(holder, code), clock.now());
      if (found === undefined) return undefined;
      if (!(await spendOnce.spend('one-time-code', found.publicId, found.expiresAtMs))) return undefined;
      const nowMs = clock.now();
      // Whoever revoked it meanwhile was first.
      if (!(await store.consume(found.publicId, { atMs: nowMs, address }))) return undefined;
      return { endsAtMs: nowMs + config.elevation_lifespan, address };
    },
    async revoke(id, address) {
      const publicId = uuidFromBase64Url(id);
      if (publicId === undefined) return undefined;
      const isRevoked = await store.revoke(publicId, { atMs: clock.now(), address });
      return isRevoked ? store.ownerOf(publicId) : undefined;
    },
  };
}
