import type { ProofTimes } from './proof-age.ts';
import type { Session } from './session.ts';

/** What the limits of an application are held against. */
export type ApplicationTimes = ProofTimes & { readonly usedAtMs?: Session['usedAtMs'] | undefined };

/** Limits that a rule puts on an application beside those of the session; absent = none. */
export interface ApplicationLimits {
  readonly inactivityMs?: number;
  readonly expirationMs?: number;
}

/** Which application it is, and when. */
export interface ApplicationUse {
  readonly host: string;
  readonly nowMs: number;
}

/** So many applications are remembered of a session; the one that was used longest ago goes. */
const rememberedHosts = 32;

/** A use is noted again once the last note is older than this part of `inactivity`: a write now and then, not one a request. */
const noteShare = 1 / 10;

/**
 * Which of its own limits an application has passed, so that a factor must be proved once more; undefined where none is. A proof of any factor
 * begins both anew; what counts as use is only what the application itself was asked for.
 */
export function limitOver(
  times: ApplicationTimes,
  { inactivityMs, expirationMs }: ApplicationLimits,
  { host, nowMs }: ApplicationUse,
): 'expiration' | 'inactivity' | undefined {
  if (inactivityMs === undefined && expirationMs === undefined) return undefined;
  const provedAtMs = Math.max(times.firstFactorAtMs, times.secondFactorAtMs ?? Number.NEGATIVE_INFINITY);
  if (expirationMs !== undefined && nowMs - provedAtMs >= expirationMs) return 'expiration';
  const usedAtMs = Math.max(provedAtMs, times.usedAtMs?.[host] ?? Number.NEGATIVE_INFINITY);
  return inactivityMs !== undefined && nowMs - usedAtMs >= inactivityMs ? 'inactivity' : undefined;
}

/** Whether a use must be written to the session: until then its last note, or the last proof, stands for it. */
export function isUseWorthNoting(
  { usedAtMs }: Pick<Session, 'usedAtMs'>,
  { host, inactivityMs, nowMs }: ApplicationUse & { readonly inactivityMs: number },
): boolean {
  return nowMs - (usedAtMs?.[host] ?? Number.NEGATIVE_INFINITY) > inactivityMs * noteShare;
}

/** The session after an application was used. */
export function withUse(session: Session, host: string, nowMs: number): Session {
  const { [host]: _, ...others } = session.usedAtMs ?? {};
  const kept = Object.entries(others)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, rememberedHosts - 1);
  return { ...session, usedAtMs: { ...Object.fromEntries(kept), [host]: nowMs } };
}
