import { AppError } from '../../lib/app-error.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Seen, Session } from '../session.ts';
import { seenSession } from '../session.ts';
import type { SessionKey, SessionStore, StoredSession } from '../store.ts';
import { carryOut, type EndingTools, endByKey, endByUser } from './grace/carry-out.ts';
import { createEnds } from './grace/ends.ts';
import { createKnownSessions, type KnownSession } from './grace/known-sessions.ts';
import { createLateActivity } from './grace/late-activity.ts';
import { createOutage } from './grace/outage.ts';
import { hasSameStanding, withLaterUse } from './grace/standing.ts';

/** How grace is used, for metrics. */
export interface GraceState {
  /** Whether the store is away and sessions go on without it. */
  isRunning(): boolean;
  /** How often a session was found without the store. */
  answers(): number;
}

/** A store whose sessions may go on without it. */
export interface GraceStore extends SessionStore {
  readonly grace: GraceState;
}

/** What it is made of. */
export interface GraceOptions {
  /** The shared store, with its local cache where it has one. */
  readonly store: SessionStore;
  /** `session.grace`: for how long sessions go on, from the moment the store went away. */
  readonly graceMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** How often a store that is away is asked whether it is back. Default: ten times a second. */
  readonly askEveryMs?: number;
}

/** Sessions that were seen valid within this time before the store went away go on. */
const recentMs = 5 * 60_000;

/** So many sessions are known at most, about a kilobyte each; and so many made up keys are remembered as ended while the store is away. */
const [knownLimit, unknownEndsLimit] = [50_000, 10_000];

/**
 * Lets sessions that this instance has seen valid in the last minutes go on while the store is away (`session.grace`): until so long after it went, as
 * they were last known, and never longer than their own limits. Nobody is signed in or raised meanwhile. What this instance ends is over here from that
 * moment on; what could not be ended in the store is, as soon as it is back. What another instance ends meanwhile is not known here until then.
 */
export function withGrace({ store, graceMs, clock, log, askEveryMs = 100 }: GraceOptions): GraceStore {
  const known = createKnownSessions({ clock, limit: knownLimit, keptForMs: recentMs + graceMs });
  const ends = createEnds(unknownEndsLimit);
  const late = createLateActivity(store);
  const tools: EndingTools = { store, known, ends, clock, onFailure: noteFailure };
  let answers = 0;
  let told: 'nothing' | 'began' | 'over' = 'nothing';
  let answersBefore = 0;
  /** Whether ends elsewhere may have been missed since the store was last heard of. */
  let hasMissed = false;
  const outage = createOutage({ clock, askEveryMs, check: () => store.check(), onAway: tellAway, onBack });

  function isWithin(sinceMs: number | undefined): boolean {
    if (sinceMs === undefined) return false;
    const awayMs = clock.now() - sinceMs;
    // A clock that was set back tells nothing.
    return awayMs >= 0 && awayMs < graceMs;
  }

  function noteFailure(error: unknown): void {
    if (error instanceof AppError && error.code === 'session-store-unavailable') outage.note();
  }

  /** The session as it was last known, where it may go on; and notes that the store could not be asked for it. */
  function goOn(key: SessionKey): KnownSession | undefined {
    const one = known.find(key);
    const { sinceMs } = outage;
    if (one === undefined || sinceMs === undefined || ends.isEnded(key, one.session)) return undefined;
    one.refusedSinceMs ??= clock.now();
    const wasRecent = one.confirmedAtMs <= clock.now() && sinceMs - one.confirmedAtMs <= recentMs;
    return wasRecent && isWithin(sinceMs) && isWithin(one.refusedSinceMs) ? one : undefined;
  }

  function confirm(mark: number, key: SessionKey, session: Session): Session {
    const latest = withLaterUse(session, known.find(key)?.usedAtMs);
    if (mark === ends.mark && !ends.isEnded(key, session)) known.confirm(key, latest);
    return latest;
  }

  /** What the store has at hand is as good as what it answers: there is nothing to go on without. */
  function peek(key: SessionKey): Session | undefined {
    if (hasMissed || ends.keys.has(key)) return undefined;
    const session = store.peek?.(key);
    return session && !ends.isEnded(key, session) ? confirm(ends.mark, key, session) : undefined;
  }

  async function loadBy(ask: SessionStore['load'], key: SessionKey): Promise<Session | undefined> {
    const { mark } = ends;
    if (ends.keys.has(key)) return undefined;
    try {
      const session = await ask(key);
      if (hasMissed) {
        hasMissed = false;
        known.forgetAll();
      }
      if (session === undefined) known.forget(key);
      return session && (ends.isEnded(key, session) ? undefined : confirm(mark, key, session));
    } catch (error) {
      noteFailure(error);
      if (ends.keys.has(key)) return undefined;
      const one = goOn(key);
      if (one === undefined) throw error;
      answers += 1;
      return one.session;
    }
  }

  /** What is changed elsewhere is asked for at once, so that what was ended before an outage does not go on in it. */
  store.watch?.({
    changed(key) {
      if (known.find(key) === undefined) return;
      known.forget(key);
      loadBy((one) => store.loadFresh?.(one) ?? store.load(one), key).catch(() => undefined);
    },
    // Only once the store answers again: until then what was told before is all that there is.
    missed() {
      hasMissed = true;
    },
  });

  const alive = (found: readonly StoredSession[]) =>
    found.filter(({ key, session }) => !ends.isEnded(key, session));

  function tellAway(): void {
    const facts = { grace_ms: graceMs, sessions: known.count() };
    if (told === 'nothing') {
      told = 'began';
      answersBefore = answers;
      log.warn(facts, 'session store is away: sessions seen in the last minutes go on');
    }
    if (told === 'began' && !isWithin(outage.sinceMs)) {
      told = 'over';
      log.error(facts, 'session store is still away and the grace is over: requests are refused');
    }
  }

  async function onBack(): Promise<boolean> {
    const waiting = ends.count();
    try {
      await carryOut(tools);
      await late.write();
    } catch (error) {
      log.debug({ err: error }, 'what waited for the session store cannot be written yet');
      return false;
    }
    if (told !== 'nothing')
      log.info(
        { answers: answers - answersBefore, ends: waiting },
        'session store is back: sessions are asked for there again',
      );
    told = 'nothing';
    return true;
  }

  return {
    isRemote: true,
    grace: { isRunning: () => isWithin(outage.sinceMs), answers: () => answers },
    ...(store.peek === undefined ? {} : { peek }),
    load: (key) => loadBy((one) => store.load(one), key),
    loadFresh: (key) => loadBy((one) => store.loadFresh?.(one) ?? store.load(one), key),
    async save(key, session, expiresAtMs) {
      const { mark } = ends;
      await store.save(key, session, expiresAtMs).catch(failing);
      if (expiresAtMs > clock.now()) confirm(mark, key, session);
    },
    async replace(key, session) {
      const { mark } = ends;
      if (ends.isEnded(key, session)) return false;
      try {
        const isThere = await store.replace(key, session);
        if (isThere) replaceKnown(mark, key, session);
        else known.forget(key);
        return isThere;
      } catch (error) {
        noteFailure(error);
        const one = goOn(key);
        if (one === undefined || !hasSameStanding(session, one.session)) throw error;
        one.usedAtMs = session.usedAtMs;
        one.session = withActivityOf(session, one.session);
        return true;
      }
    },
    async move(from, to, session) {
      if (ends.isEnded(from, session)) return false;
      ends.advance();
      const { mark } = ends;
      const isMoved = await store.move(from, to, session).catch(failing);
      known.forget(from);
      if (isMoved) {
        ends.follow(from, to);
        confirm(mark, to, session);
      }
      ends.advance();
      return isMoved;
    },
    async touch(activity) {
      try {
        await store.touch(activity);
      } catch (error) {
        noteFailure(error);
        if (!isWithin(outage.sinceMs) || !late.note(activity)) throw error;
        for (const [key, seen] of activity) noteSeen(key, seen);
      }
    },
    remove: (key) => endByKey(tools, key, { withSignIn: false }),
    async endWithSignIn(key) {
      await endByKey(tools, key, { withSignIn: true });
    },
    removeByUser: (username, except = []) => endByUser(tools, username, except),
    findByUser: async (username) => alive(await store.findByUser(username).catch(failing)),
    ...(store.findNewest === undefined
      ? {}
      : { findNewest: async (limit: number) => alive((await store.findNewest?.(limit)) ?? []) }),
    ...(store.count === undefined ? {} : { count: store.count }),
    check: () => store.check(),
    async close() {
      await outage.close();
      if (ends.count() + late.count() > 0) await onBack();
      if (ends.count() > 0) log.error({ ends: ends.count() }, 'ends of sessions could not be written');
      await store.close();
    },
  };

  function failing(error: unknown): never {
    noteFailure(error);
    throw error;
  }

  function noteSeen(key: SessionKey, seen: Seen): void {
    const one = known.find(key);
    if (one !== undefined) one.session = seenSession(one.session, seen);
  }

  function replaceKnown(mark: number, key: SessionKey, session: Session): void {
    const before = known.find(key);
    if (before !== undefined) before.usedAtMs = undefined;
    confirm(mark, key, before === undefined ? session : withActivityOf(session, before.session));
  }
}

function withActivityOf(session: Session, known: Session): Session {
  return seenSession(session, { atMs: known.lastActivityAtMs, address: known.lastSeenAddress });
}
