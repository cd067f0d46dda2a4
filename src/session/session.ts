import type { UserAgentDescription } from '../lib/describe-user-agent.ts';
import { levelOf } from './level.ts';

/** A signed-in person at one cookie domain. Immutable: a change makes a new value. An anonymous visitor has none. */
export interface Session {
  /** A public name for this session (lists, logs); says nothing of the cookie's value. */
  readonly id: string;
  /** What the sessions of one sign-in have in common, whatever their cookie domains and however often they are raised. */
  readonly signInId: string;
  /** The cookie domain that it was made for and is alone good for. */
  readonly cookieDomain: string;
  readonly username: string;
  readonly displayName: string;
  readonly emails: readonly string[];
  readonly groups: readonly string[];
  /** The start of the hard limit: when the first factor was given. */
  readonly signedInAtMs: number;
  readonly firstFactorAtMs: number;
  readonly secondFactorAtMs: number | undefined;
  readonly isRemembered: boolean;
  /** Last activity known when this value was saved; the manager knows fresher ones. */
  readonly lastActivityAtMs: number;
  /** When the user's details were last compared with the directory. */
  readonly refreshedAtMs: number;
  /** The proofs given, as authentication method references (RFC 8176): `pwd`, `otp`, `hwk`, `swk`, `user`, … */
  readonly methods: readonly string[];
  /** When applications with a limit of their own were last used, by host; not by the second (`application-limits.ts`). */
  readonly usedAtMs?: Readonly<Record<string, number>>;
  /** Sensitive settings are open until then, to that address alone (behaviour.md §6.4); absent = they are not. */
  readonly elevation?: Elevation;
  /** What it was begun with; absent where that is not known. */
  readonly device?: Device;
  /** The canonical address that it was begun from; absent where that is not known. */
  readonly signInAddress?: string;
  /** The canonical address of the last activity, as fresh as `lastActivityAtMs`; absent where that is not known. */
  readonly lastSeenAddress?: string;
}

/** Browser and system by names out of fixed lists (`src/lib/describe-user-agent.ts`); undefined where they cannot be told. */
export type Device = UserAgentDescription;

/** That somebody was there. */
export interface Seen {
  readonly atMs: number;
  /** The canonical address; undefined where it cannot be told. */
  readonly address: string | undefined;
}

/** That somebody proved by mail who they are. */
export interface Elevation {
  readonly endsAtMs: number;
  /** The canonical address that it was proved from. */
  readonly address: string;
}

/** What a directory tells of a person and a session repeats. */
export type SessionUser = Pick<Session, 'displayName' | 'emails' | 'groups'>;

/** The facts of a new session: who, where, with what proofs, when. */
export type SessionStart = SessionUser &
  Pick<Session, 'id' | 'cookieDomain' | 'username' | 'methods' | 'isRemembered'> & {
    readonly nowMs: number;
    readonly device?: Device | undefined;
    /** Where it is begun from. */
    readonly address?: string | undefined;
  };

/** The session of somebody who has just signed in. */
export function startSession(start: SessionStart): Session {
  const { nowMs, device, address } = start;
  return {
    id: start.id,
    signInId: start.id,
    cookieDomain: start.cookieDomain,
    username: start.username,
    ...detailsOf(start),
    methods: start.methods,
    isRemembered: start.isRemembered,
    signedInAtMs: nowMs,
    firstFactorAtMs: nowMs,
    secondFactorAtMs: levelOf(start.methods) === 2 ? nowMs : undefined,
    lastActivityAtMs: nowMs,
    refreshedAtMs: nowMs,
    ...(device === undefined ? {} : { device }),
    ...(address === undefined ? {} : { signInAddress: address, lastSeenAddress: address }),
  };
}

/** A further proof, or one given anew; with `user` where the directory was asked on the way. */
export interface SessionRaise {
  /** The public name of the session from now on. */
  readonly id: string;
  readonly methods: readonly string[];
  readonly user: SessionUser | undefined;
  readonly nowMs: number;
}

/**
 * The session after a proof: methods added, the time of the proved factor set, activity now. The sign-in time stays, and with it
 * the hard limit (behaviour.md §3.3).
 */
export function raiseSession(session: Session, raise: SessionRaise): Session {
  const { nowMs } = raise;
  const factors = factorsOf(raise.methods, session.methods);
  return {
    ...session,
    ...(raise.user === undefined ? {} : { ...detailsOf(raise.user), refreshedAtMs: nowMs }),
    id: raise.id,
    methods: [...new Set([...session.methods, ...raise.methods])],
    firstFactorAtMs: factors.isFirst ? nowMs : session.firstFactorAtMs,
    secondFactorAtMs: factors.isSecond ? nowMs : session.secondFactorAtMs,
    lastActivityAtMs: nowMs,
  };
}

/** The session after its user was looked up: today's details; the level stays (behaviour.md §3.7). */
export function refreshSession(session: Session, user: SessionUser, nowMs: number): Session {
  return { ...session, ...detailsOf(user), refreshedAtMs: nowMs };
}

/** The session after somebody was seen, or itself where that is not later than what it knows. An unknown address takes no known one away. */
export function seenSession(session: Session, { atMs, address }: Seen): Session {
  if (atMs <= session.lastActivityAtMs) return session;
  if (address === undefined || address === session.lastSeenAddress) {
    return { ...session, lastActivityAtMs: atMs };
  }
  return { ...session, lastActivityAtMs: atMs, lastSeenAddress: address };
}

/** Whether a session already says of its user what the directory says. The order counts: the first e-mail is the primary one. */
export function hasSameDetails(session: SessionUser, user: SessionUser): boolean {
  return (
    session.displayName === user.displayName &&
    isSameList(session.emails, user.emails) &&
    isSameList(session.groups, user.groups)
  );
}

/**
 * Which factors a proof speaks for. The first factor is of the kind (something known or owned) that the session began with, so a
 * password given after a passkey is the second one.
 */
function factorsOf(proof: readonly string[], earlier: readonly string[]) {
  const first = earlier.find((method) => levelOf([method]) === 1);
  const isSecond = levelOf(first === undefined ? proof : [first, ...proof]) === 2;
  const isFirst = levelOf(proof) === 2 || (levelOf(proof) === 1 && !isSecond);
  return { isFirst, isSecond };
}

/** Those details alone, whatever else the given value carries. */
function detailsOf(user: SessionUser): SessionUser {
  return { displayName: user.displayName, emails: user.emails, groups: user.groups };
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
