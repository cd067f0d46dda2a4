import { AppError } from '../lib/app-error.ts';
import type { Storage } from './open-storage.ts';
import { columnContext } from './storage-key.ts';

/** A key that the provider made for itself. */
export interface OidcSigningKey {
  /** Its name in the JSON Web Key Set. */
  readonly kid: string;
  readonly algorithm: string;
  /** Counts up for each algorithm. */
  readonly generation: number;
  /** Since when it is published. */
  readonly createdAtMs: number;
  readonly signsFromMs: number;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
}

/** The provider's own keys, shared by all instances. Methods throw `AppError` `storage-unavailable`. */
export interface OidcSigningKeys {
  /** All keys, for each algorithm the oldest first. */
  list(): Promise<readonly OidcSigningKey[]>;
  /** Keeps a key: true for the first of its algorithm and generation, however many instances make one at once. */
  add(key: OidcSigningKey): Promise<boolean>;
  /** Forgets keys; gives how many there were. */
  remove(kids: readonly string[]): Promise<number>;
}

const table = 'oidc_signing_keys';

/** Keys over the table `oidc_signing_keys`, each sealed and bound to its row. */
export function createOidcSigningKeys({
  database,
  seal,
}: Pick<Storage, 'database' | 'seal'>): OidcSigningKeys {
  const { kysely, time } = database;
  const contextOf = (kid: string) => columnContext(table, 'private_key', kid);
  return {
    async list() {
      const rows = await kysely
        .selectFrom(table)
        .selectAll()
        .orderBy('algorithm')
        .orderBy('generation')
        .execute();
      return rows.map(({ kid, algorithm, generation, created, signs_from, private_key }) => ({
        kid,
        algorithm,
        generation,
        createdAtMs: time.read(created),
        signsFromMs: time.read(signs_from),
        privateKey: openKey(seal.open(private_key, contextOf(kid)), kid),
      }));
    },
    async add({ kid, algorithm, generation, createdAtMs, signsFromMs, privateKey }) {
      const { numInsertedOrUpdatedRows } = await kysely
        .insertInto(table)
        .values({
          kid,
          algorithm,
          generation,
          created: time.write(createdAtMs),
          signs_from: time.write(signsFromMs),
          private_key: seal.seal(Buffer.from(privateKey), contextOf(kid)),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async remove(kids) {
      if (kids.length === 0) return 0;
      const { numDeletedRows } = await kysely
        .deleteFrom(table)
        .where('kid', 'in', [...kids])
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

function openKey(plain: Uint8Array | undefined, kid: string): string {
  if (plain !== undefined) return Buffer.from(plain).toString();
  throw new AppError('internal', 'A signing key in the storage cannot be read.', {
    detail: `the row ${kid} of ${table} does not open: it was changed, or moved from another row`,
  });
}
