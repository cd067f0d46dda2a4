import type { Seen, Session } from '../../session.ts';
import type { ValuePool } from './value-pool.ts';

/** A session in memory. */
export interface MemoryRecord {
  readonly session: Session;
  readonly expiresAtMs: number;
}

/** What many sessions have in common: one value for all of them. */
type CommonPart = Pick<Session, 'cookieDomain' | 'groups' | 'methods' | 'isRemembered' | 'device'>;

/** What few sessions have. */
type RarePart = Pick<Session, 'usedAtMs' | 'elevation'>;

/**
 * A record in as little memory as can be: a million sessions are a matter of bytes. Times are told by their distance from the sign-in, for
 * small whole numbers need no memory of their own; a list of one is told by its element.
 */
export interface PackedRecord {
  readonly id: string;
  /** Undefined = the id. */
  readonly signInId: string | undefined;
  readonly username: string;
  readonly displayName: string;
  readonly emails: string | readonly string[];
  readonly common: CommonPart;
  readonly signedInAtMs: number;
  readonly firstFactorAfterMs: number;
  readonly secondFactorAfterMs: number | undefined;
  lastActivityAfterMs: number;
  readonly refreshedAfterMs: number;
  readonly expiresAfterMs: number;
  readonly signInAddress: string | undefined;
  lastSeenAddress: string | undefined;
  readonly rare: RarePart | undefined;
}

/** Packs a record; what it has in common with others comes out of the pool. */
export function packRecord({ session, expiresAtMs }: MemoryRecord, { share }: ValuePool): PackedRecord {
  const { id, signInId, emails, signedInAtMs, secondFactorAtMs, signInAddress, lastSeenAddress } = session;
  const [email] = emails;
  const after = (atMs: number) => atMs - signedInAtMs;
  return {
    id,
    signInId: signInId === id ? undefined : signInId,
    username: session.username,
    displayName: session.displayName,
    emails: emails.length === 1 && email !== undefined ? email : emails,
    common: share(commonPart(session)),
    signedInAtMs,
    firstFactorAfterMs: after(session.firstFactorAtMs),
    secondFactorAfterMs: secondFactorAtMs === undefined ? undefined : after(secondFactorAtMs),
    lastActivityAfterMs: after(session.lastActivityAtMs),
    refreshedAfterMs: after(session.refreshedAtMs),
    expiresAfterMs: after(expiresAtMs),
    signInAddress,
    lastSeenAddress: lastSeenAddress === signInAddress ? signInAddress : lastSeenAddress,
    rare: rarePart(session),
  };
}

/** The session of a packed record. */
export function unpackSession(packed: PackedRecord): Session {
  const { id, emails, common, signedInAtMs, secondFactorAfterMs, signInAddress, lastSeenAddress, rare } =
    packed;
  const session: { -readonly [Name in keyof Session]: Session[Name] } = {
    id,
    signInId: packed.signInId ?? id,
    cookieDomain: common.cookieDomain,
    username: packed.username,
    displayName: packed.displayName,
    emails: typeof emails === 'string' ? [emails] : emails,
    groups: common.groups,
    methods: common.methods,
    isRemembered: common.isRemembered,
    signedInAtMs,
    firstFactorAtMs: signedInAtMs + packed.firstFactorAfterMs,
    secondFactorAtMs: secondFactorAfterMs === undefined ? undefined : signedInAtMs + secondFactorAfterMs,
    lastActivityAtMs: lastActivityOf(packed),
    refreshedAtMs: signedInAtMs + packed.refreshedAfterMs,
  };
  if (common.device !== undefined) session.device = common.device;
  if (signInAddress !== undefined) session.signInAddress = signInAddress;
  if (lastSeenAddress !== undefined) session.lastSeenAddress = lastSeenAddress;
  return rare === undefined ? session : { ...session, ...rare };
}

/** When it ends. */
export function endOf({ signedInAtMs, expiresAfterMs }: PackedRecord): number {
  return signedInAtMs + expiresAfterMs;
}

/** When somebody was last seen with it. */
export function lastActivityOf({ signedInAtMs, lastActivityAfterMs }: PackedRecord): number {
  return signedInAtMs + lastActivityAfterMs;
}

/** Notes that somebody was seen, as `seenSession` does. */
export function seePacked(packed: PackedRecord, { atMs, address }: Seen): void {
  if (atMs <= lastActivityOf(packed)) return;
  packed.lastActivityAfterMs = atMs - packed.signedInAtMs;
  if (address !== undefined && address !== packed.lastSeenAddress) packed.lastSeenAddress = address;
}

function commonPart({ cookieDomain, groups, methods, isRemembered, device }: Session): CommonPart {
  const common = { cookieDomain, groups, methods, isRemembered };
  return device === undefined ? common : { ...common, device };
}

function rarePart({ usedAtMs, elevation }: Session): RarePart | undefined {
  if (usedAtMs === undefined && elevation === undefined) return undefined;
  return {
    ...(usedAtMs === undefined ? {} : { usedAtMs }),
    ...(elevation === undefined ? {} : { elevation }),
  };
}
