import type { OidcSigningKey, OidcSigningKeys } from '../../storage/oidc-signing-keys.ts';
import type { KeyRotation } from './key-schedule.ts';
import { makeSigningKey } from './make-signing-key.ts';

/** Which keys are to be replaced, and how. */
export interface Replacement {
  readonly algorithm: string;
  readonly rotation: Pick<KeyRotation, 'publish_before'>;
  /** Whether a key in `jwks` signs as long as there is no other. */
  readonly isSignedByHand: boolean;
  /** The new key signs at once, and all others of the algorithm go: for keys that somebody else may have. */
  readonly isNow: boolean;
}

/** What came of it: a key that waits already is left to wait. */
export type Replaced =
  | { readonly outcome: 'made'; readonly key: OidcSigningKey; readonly removed: number }
  | { readonly outcome: 'waiting'; readonly key: OidcSigningKey };

/** Makes the next key of an algorithm by hand. Instances that serve meanwhile find it by themselves. */
export async function replaceKeys(
  keys: OidcSigningKeys,
  { algorithm, rotation, isSignedByHand, isNow }: Replacement,
  nowMs: number,
): Promise<Replaced> {
  const made = await makeSigningKey(algorithm);
  for (;;) {
    const known = (await keys.list()).filter((key) => key.algorithm === algorithm);
    const last = known.at(-1);
    if (!isNow && last !== undefined && last.signsFromMs > nowMs) return { outcome: 'waiting', key: last };
    const isAlone = last === undefined && !isSignedByHand;
    const signsFromMs = isNow || isAlone ? nowMs : nowMs + rotation.publish_before;
    const generation = (last?.generation ?? 0) + 1;
    const key = { ...made, algorithm, generation, createdAtMs: nowMs, signsFromMs };
    // An instance that serves may have made the next one in this moment.
    if (!(await keys.add(key))) continue;
    const gone = isNow ? known.map(({ kid }) => kid) : [];
    return { outcome: 'made', key, removed: await keys.remove(gone) };
  }
}
