import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { CookieDomainConfig } from '../../config/sections/session.ts';
import type { OidcSigningKey } from '../../storage/oidc-signing-keys.ts';

/** What becomes of a key: it waits, signs, is published for what it signed, is worth nothing, or is of an algorithm that is not configured. */
export type KeyState = 'next' | 'signs' | 'retired' | 'over' | 'unused';

/** A key with its state. */
export interface ScheduledKey {
  readonly key: OidcSigningKey;
  readonly state: KeyState;
  /** Undefined while it is not known. */
  readonly publishedUntilMs: number | undefined;
}

/** `identity_providers.oidc.key_rotation`. */
export type KeyRotation = NonNullable<OidcConfig['key_rotation']>;

/** How long sign-ins last at one cookie domain. */
type SignInLimits = Pick<CookieDomainConfig, 'expiration' | 'remember_me'>;

/** An instance may learn so late that a key has taken the place of its own. */
const lateMs = 300_000;

/**
 * How long after its last signature a key is published: as long as anything signed is good, or a sign-in lasts that an application may end with an
 * ID token that is over (OpenID Connect RP-Initiated Logout §4).
 */
export function keptForMs(
  { custom, ...common }: OidcConfig['lifespans'],
  signIns: readonly SignInLimits[],
): number {
  const named = Object.values(custom).flatMap(({ grants, ...own }) => [own, ...Object.values(grants)]);
  const lengths = [common, ...named].flatMap((lifespans) => [lifespans?.id_token, lifespans?.access_token]);
  const limits = signIns.flatMap(({ expiration, remember_me }) => [expiration, remember_me]);
  const signed = [common.jwt_secured_authorization, ...lengths, ...limits];
  return Math.max(...signed.map((length) => length ?? 0)) + lateMs;
}

/** The states of all keys at a moment. Every instance comes to the same from the same rows. */
export function keyStates(
  keys: readonly OidcSigningKey[],
  { algorithms, keptForMs: kept }: { readonly algorithms: readonly string[]; readonly keptForMs: number },
  nowMs: number,
): readonly ScheduledKey[] {
  return keys.map((key) => {
    const later = keys.filter(
      ({ algorithm, generation }) => algorithm === key.algorithm && generation > key.generation,
    );
    // The moment from which another key signs in its place.
    const followedAtMs = Math.min(...later.map(({ signsFromMs }) => signsFromMs));
    const publishedUntilMs = Number.isFinite(followedAtMs) ? followedAtMs + kept : undefined;
    if (!algorithms.includes(key.algorithm)) return { key, state: 'unused', publishedUntilMs: undefined };
    if (followedAtMs > nowMs) {
      return { key, state: key.signsFromMs > nowMs ? 'next' : 'signs', publishedUntilMs };
    }
    return { key, state: followedAtMs + kept > nowMs ? 'retired' : 'over', publishedUntilMs };
  });
}

/** What is to be known of the keys of one algorithm to tell whether the next one is due. */
export interface DueQuestion {
  readonly keys: readonly OidcSigningKey[];
  readonly algorithm: string;
  readonly rotation: Pick<KeyRotation, 'every' | 'publish_before'>;
  /** Whether a key in `jwks` signs until there is another. */
  readonly isSignedByHand: boolean;
}

/** The key that is to be made now: published for `publish_before` at the least before it signs, unless nothing signs without it. */
export function keyDue(
  { keys, algorithm, rotation, isSignedByHand }: DueQuestion,
  nowMs: number,
): Pick<OidcSigningKey, 'generation' | 'signsFromMs'> | undefined {
  const { every, publish_before: publishBefore } = rotation;
  const last = keys.filter((key) => key.algorithm === algorithm).at(-1);
  if (last === undefined)
    return { generation: 1, signsFromMs: isSignedByHand ? nowMs + publishBefore : nowMs };
  const endsAtMs = last.signsFromMs + every;
  if (nowMs < endsAtMs - publishBefore) return undefined;
  return { generation: last.generation + 1, signsFromMs: Math.max(endsAtMs, nowMs + publishBefore) };
}
