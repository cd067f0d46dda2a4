import type { Outcome } from './fault-counts.ts';
import { type FaultTarget, targetLevels } from './fault-door.ts';

/** Whether a session must work, must not, or nobody outside can know: its end, or its beginning, was sent and not answered. */
export type Standing = 'live' | 'ended' | 'in doubt';

/** A session as its person knows it. */
export interface KnownSession {
  readonly username: string;
  /** The Cookie header that goes with it; none of it is somebody without a session. */
  readonly cookie: string;
  readonly level: 0 | 1 | 2;
  readonly standing: Standing;
  /** When it came to that standing, by `performance.now()`. */
  readonly sinceMs: number;
}

/** What a request was about: a session and how it stood when it was sent. */
export interface Sent {
  readonly session: KnownSession;
  readonly standing: Standing;
  readonly sinceMs: number;
  readonly atMs: number;
}

/** All sessions that were made, by what everybody was told of them. */
export interface KnownSessions {
  add(username: string, cookie: string, level: 1 | 2, standing: Standing): KnownSession;
  set(session: KnownSession, standing: Standing): void;
  /** Those of one person, or of all, that stand so. */
  those(standing: Standing, username?: string): readonly KnownSession[];
  /** To be taken when a request is sent. */
  sending(session: KnownSession): Sent;
  /** What a visit's status means, given what was known when it was sent and is known now. */
  judge(sent: Sent, target: FaultTarget, status: number | undefined): Outcome;
}

/** Nobody: a visitor without a session. */
export const nobody: KnownSession = { username: '', cookie: '', level: 0, standing: 'live', sinceMs: 0 };

/**
 * An oracle over what was sent and answered. `behindMs`: how long after the answer to its end a session may still be let through (`docs/sessions.md`:
 * a tenth of a second with a local cache, else not at all).
 */
export function createKnownSessions(behindMs: number): KnownSessions {
  const all: { -readonly [Key in keyof KnownSession]: KnownSession[Key] }[] = [];
  return {
    add(username, cookie, level, standing) {
      const session = { username, cookie, level, standing, sinceMs: performance.now() };
      all.push(session);
      return session;
    },
    set(session, standing) {
      const known = all.find((one) => one === session);
      if (known === undefined || known.standing === standing) return;
      known.standing = standing;
      known.sinceMs = performance.now();
    },
    those: (standing, username) =>
      all.filter((one) => one.standing === standing && (username === undefined || one.username === username)),
    sending: (session) => ({
      session,
      standing: session.standing,
      sinceMs: session.sinceMs,
      atMs: performance.now(),
    }),
    judge(sent, target, status) {
      const need = targetLevels[target];
      if (status === undefined) return 'unreachable';
      if (status >= 500) return 'unavailable';
      const isAllowed = status >= 200 && status < 300;
      if (need === 0) return isAllowed ? 'allowed' : 'spurious denial';
      if (sent.session.level < need) return isAllowed ? 'wrong allow' : 'denied';
      if (sent.standing === 'in doubt' || sent.standing !== sent.session.standing) return 'crossed';
      if (sent.standing === 'live') return isAllowed ? 'allowed' : 'spurious denial';
      if (!isAllowed) return 'denied';
      return sent.atMs - sent.sinceMs > behindMs ? 'wrong allow' : 'crossed';
    },
  };
}
