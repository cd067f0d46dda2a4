import { asymmetricSigning } from '../../config/sections/identity-providers/algorithms.ts';
import type { JsonWebKeyConfig } from '../../config/sections/identity-providers/json-web-key.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { OidcSigningKey, OidcSigningKeys } from '../../storage/oidc-signing-keys.ts';
import { type KeyRotation, type KeyState, keyDue, keyStates } from './key-schedule.ts';
import { makeSigningKey } from './make-signing-key.ts';
import { writtenAlgorithms } from './written-algorithms.ts';

/** The keys at one moment. */
export interface KeySet {
  readonly config: OidcConfig;
  /** The names of the keys that were made here and sign. */
  readonly signing: readonly string[];
  /** The names of the others that were made here and are published. */
  readonly published: readonly string[];
  /** Differs where another key signs or is published. */
  readonly fingerprint: string;
}

/** What a key set is made of. */
export interface KeySetParts {
  readonly oidc: OidcConfig;
  readonly rotation: KeyRotation;
  readonly keys: OidcSigningKeys;
  /** How long after its last signature a key is published. */
  readonly keptForMs: number;
}

/** Reads the keys, makes those that are due, forgets those that are over. Of several instances that do it at once, one makes a key. */
export async function readKeySet(parts: KeySetParts, nowMs: number): Promise<KeySet> {
  const { oidc, rotation, keys } = parts;
  const kept = await withDueKeys(parts, await keys.list(), nowMs);
  const times = { algorithms: rotation.algorithms, keptForMs: parts.keptForMs };
  const scheduled = keyStates(kept, times, nowMs);
  const kidsOf = (...states: readonly KeyState[]) =>
    scheduled.filter(({ state }) => states.includes(state)).map(({ key }) => key.kid);
  const entriesOf = (kids: readonly string[]) => kept.filter(({ kid }) => kids.includes(kid)).map(toEntry);
  await keys.remove(kidsOf('over'));
  const signing = kidsOf('signs');
  const published = kidsOf('next', 'retired', 'unused');
  return {
    // The engine signs with the first key of an algorithm.
    config: { ...oidc, jwks: [...entriesOf(signing), ...oidc.jwks, ...entriesOf(published)] },
    signing,
    published,
    fingerprint: `${signing.join()} ${published.join()}`,
  };
}

async function withDueKeys(
  { oidc, rotation, keys }: KeySetParts,
  known: readonly OidcSigningKey[],
  nowMs: number,
): Promise<readonly OidcSigningKey[]> {
  const written = writtenAlgorithms(oidc.jwks);
  let hasMade = false;
  for (const algorithm of rotation.algorithms) {
    const isSignedByHand = written.includes(algorithm);
    const due = keyDue({ keys: known, algorithm, rotation, isSignedByHand }, nowMs);
    if (due === undefined) continue;
    await keys.add({ ...(await makeSigningKey(algorithm)), ...due, algorithm, createdAtMs: nowMs });
    hasMade = true;
  }
  // Another instance may have been first.
  return hasMade ? keys.list() : known;
}

/** A key as if it stood in `jwks`. */
function toEntry({ kid, algorithm, privateKey }: OidcSigningKey): JsonWebKeyConfig {
  return {
    key_id: kid,
    use: 'sig',
    algorithm: asymmetricSigning.find((one) => one === algorithm),
    key: privateKey,
    certificate_chain: undefined,
  };
}
