import type { Seal } from '../lib/seal.ts';
import type { Database } from './database.ts';
import { createMailedRows, type MailedRows } from './mailed-rows.ts';
import { columnContext } from './storage-key.ts';

/** What codes are for: `use` opens sensitive settings (behaviour.md §7.2). */
const intent = 'use';

/** A code that is about to be mailed. */
export interface NewOneTimeCode {
  /** A UUID: whoever knows it can revoke the code. */
  readonly publicId: string;
  /** What it is found by: 128 characters. */
  readonly signature: string;
  readonly code: string;
  readonly username: string;
  readonly issuedAtMs: number;
  readonly issuedAddress: string;
  readonly expiresAtMs: number;
}

/** One-time codes in the durable storage, by their public ids. Methods throw `AppError` `storage-unavailable`. */
export interface OneTimeCodeStore extends MailedRows {
  add(code: NewOneTimeCode): Promise<void>;
  /** The latest code of that user and signature that is good now; undefined where there is none. */
  findGood(
    username: string,
    signature: string,
    nowMs: number,
  ): Promise<Pick<NewOneTimeCode, 'publicId' | 'expiresAtMs'> | undefined>;
  /** Whose code it is. */
  ownerOf(publicId: string): Promise<string | undefined>;
}

/** One-time codes over the table `one_time_code`; the code itself is sealed. */
export function createOneTimeCodeStore({
  database,
  seal,
}: {
  readonly database: Database;
  readonly seal: Seal;
}): OneTimeCodeStore {
  const { kysely, time } = database;
  return {
    ...createMailedRows(database, 'one_time_code'),
    async add(code) {
      const context = columnContext('one_time_code', 'code', code.publicId);
      await kysely
        .insertInto('one_time_code')
        .values({
          public_id: code.publicId,
          signature: code.signature,
          issued: time.write(code.issuedAtMs),
          issued_ip: code.issuedAddress,
          expires: time.write(code.expiresAtMs),
          username: code.username,
          intent,
          code: seal.seal(Buffer.from(code.code), context),
        })
        .execute();
    },
    async findGood(username, signature, nowMs) {
      const row = await kysely
        .selectFrom('one_time_code')
        .select(['public_id', 'expires'])
        .where('signature', '=', signature)
        .where('username', '=', username)
        .where('intent', '=', intent)
        .where('consumed', 'is', null)
        .where('revoked', 'is', null)
        .where('expires', '>', time.write(nowMs))
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && { publicId: row.public_id, expiresAtMs: time.read(row.expires) };
    },
    async ownerOf(publicId) {
      const row = await kysely
        .selectFrom('one_time_code')
        .select('username')
        .where('public_id', '=', publicId)
        .executeTakeFirst();
      return row?.username;
    },
  };
}
