import type { Database, TimeColumn } from './database.ts';
import { purgeRows } from './purge-rows.ts';
import type { RememberedDevicesTable } from './tables/duo.ts';

/** A browser that stands for a second factor, as its person sees it. */
export interface RememberedDevice {
  /** Its public name, good for forgetting it alone. */
  readonly publicId: string;
  readonly cookieDomain: string;
  readonly createdAtMs: number;
  readonly endsAtMs: number;
  readonly lastUsedAtMs: number | undefined;
  /** Empty where they cannot be told. */
  readonly browser: string;
  readonly system: string;
}

/** Which one is meant. */
export interface DeviceQuestion {
  readonly username: string;
  readonly cookieDomain: string;
  /** Of what the browser's ticket holds. */
  readonly digest: string;
}

/** Remembered browsers in the durable storage. Methods throw `AppError` `storage-unavailable`. */
export interface RememberedDeviceStore {
  add(
    question: DeviceQuestion,
    device: Pick<RememberedDevice, 'publicId' | 'createdAtMs' | 'endsAtMs' | 'browser' | 'system'>,
  ): Promise<void>;
  /** Notes a use; whether there is such a one, for that user at that domain, that has not expired. */
  use(question: DeviceQuestion, nowMs: number): Promise<boolean>;
  /** Those of a user that hold now, the newest first. */
  list(username: string, nowMs: number): Promise<readonly RememberedDevice[]>;
  /** Forgets one of that user's; whether there was one. */
  remove(username: string, publicId: string): Promise<boolean>;
  /** Forgets all of a user's; gives how many. */
  removeAll(username: string): Promise<number>;
  /** Forgets the one with that digest, whoever's it is. */
  removeByDigest(digest: string): Promise<void>;
  /** Forgets those that expired before, at most so many; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** Remembered browsers over the table `remembered_devices`. */
export function createRememberedDeviceStore(database: Database): RememberedDeviceStore {
  const { kysely, time } = database;
  const remove = (name: 'digest' | 'username', value: string) =>
    kysely.deleteFrom('remembered_devices').where(name, '=', value);
  return {
    async add({ username, cookieDomain, digest }, { publicId, createdAtMs, endsAtMs, browser, system }) {
      const row = { username, cookie_domain: cookieDomain, digest, public_id: publicId, browser, system };
      const times = {
        created_at: time.write(createdAtMs),
        expires: time.write(endsAtMs),
        last_used_at: null,
      };
      await kysely
        .insertInto('remembered_devices')
        .values({ ...row, ...times })
        .execute();
    },
    use: (question, nowMs) => noteUse(database, question, nowMs),
    async list(username, nowMs) {
      const rows = await kysely
        .selectFrom('remembered_devices')
        .selectAll()
        .where('username', '=', username)
        .where('expires', '>', time.write(nowMs))
        .orderBy('id', 'desc')
        .execute();
      return rows.map((row) => toDevice(row, time));
    },
    async remove(username, publicId) {
      const { numDeletedRows } = await remove('username', username)
        .where('public_id', '=', publicId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async removeAll(username) {
      const { numDeletedRows } = await remove('username', username).executeTakeFirst();
      return Number(numDeletedRows);
    },
    async removeByDigest(digest) {
      await remove('digest', digest).execute();
    },
    purge: (beforeMs, limit) => purgeRows(database, 'remembered_devices', { beforeMs, limit }),
  };
}

/** Read first: engines count a row that an update leaves as it was as not updated. */
async function noteUse(
  { kysely, time }: Database,
  { username, cookieDomain, digest }: DeviceQuestion,
  nowMs: number,
): Promise<boolean> {
  const row = await kysely
    .selectFrom('remembered_devices')
    .select('id')
    .where('digest', '=', digest)
    .where('username', '=', username)
    .where('cookie_domain', '=', cookieDomain)
    .where('expires', '>', time.write(nowMs))
    .executeTakeFirst();
  if (row === undefined) return false;
  await kysely
    .updateTable('remembered_devices')
    .set({ last_used_at: time.write(nowMs) })
    .where('id', '=', row.id)
    .execute();
  return true;
}

type Row = { readonly [Name in keyof Omit<RememberedDevicesTable, 'id'>]: RememberedDevicesTable[Name] };

function toDevice(row: Row, time: TimeColumn): RememberedDevice {
  return {
    publicId: row.public_id,
    cookieDomain: row.cookie_domain,
    createdAtMs: time.read(row.created_at),
    endsAtMs: time.read(row.expires),
    lastUsedAtMs: row.last_used_at === null ? undefined : time.read(row.last_used_at),
    browser: row.browser,
    system: row.system,
  };
}
