import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Clock } from '../../../src/lib/clock.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createFaultCounts, type FaultCounts } from './fault-counts.ts';
import type { FaultDoor } from './fault-door.ts';
import { faultPeople } from './fault-people.ts';
import { createFaultVisitor, type FaultScene } from './fault-visitor.ts';
import { createKnownSessions, type KnownSession, type KnownSessions } from './known-sessions.ts';

/** Visitors who sign in, prove more, visit and sign out, all at once, while a test breaks things. */
export interface FaultLoad {
  readonly counts: FaultCounts;
  readonly known: KnownSessions;
  /**
   * What begins from now on is counted under that name. Does what makes the phase, and returns once so many requests have begun and come to
   * their end in it.
   */
  phase(name: string, make?: () => unknown, requests?: number): Promise<void>;
  /** Waits until every door answers a good session again; what is refused meanwhile counts to the phase. */
  untilHealed(): Promise<void>;
  /** What came to its standing in the last so many milliseconds, nobody knows any more: the promise is not that quick. */
  doubtSince(milliseconds: number): void;
  /** Every session of before is over from now on, by its own limits. */
  allEnded(): void;
  /** Lets the visitors finish, tries every session that should be there and every one that should not, at each door, and checks the promises. */
  finish(): Promise<void>;
}

/** What a load needs. */
export interface FaultLoadOptions {
  readonly doors: readonly FaultDoor[];
  /** See `createKnownSessions`. Default: 0. */
  readonly behindMs?: number;
  readonly clock?: Clock;
}

/** A phase takes as long as the machine needs; this is when it is given up. */
const limitMs = 90_000;

/** So many requests of a phase tell enough. */
const usualRequests = 150;

/** Between two acts of a visitor; longer while nothing is there, so that what comes back has the machine for itself. */
const [pauseMs, patientPauseMs] = [4, 100];

/** Starts the visitors; returns when all are signed in with two factors. */
export async function startFaultLoad({
  doors,
  behindMs = 0,
  clock = systemClock,
}: FaultLoadOptions): Promise<FaultLoad> {
  const counts = createFaultCounts();
  const known = createKnownSessions(behindMs);
  let phase = 'arriving';
  let isOver = false;
  const scene: FaultScene = { doors, known, counts, clock, phase: () => phase, endings: new Map() };
  const visitors = faultPeople.map((person, index) => createFaultVisitor(scene, person, lots(index + 1)));
  const arrived = await Promise.all(visitors.map((visitor) => visitor.arrive()));
  if (arrived.includes(false)) throw new Error(`not everybody could sign in:\n${counts.table()}`);

  const atWork = Promise.all(
    visitors.map(async (visitor) => {
      while (!isOver) {
        const before = counts.of('unreachable');
        await visitor.act();
        await delay(counts.of('unreachable') > before ? patientPauseMs : pauseMs);
      }
    }),
  );
  // Whoever waits is told by `wait`; where a test ends early, nobody waits.
  let failure: Error | undefined;
  atWork.catch((error: Error) => (failure = error));

  async function wait(isReached: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const endMs = performance.now() + limitMs;
    while (!(await isReached())) {
      if (failure !== undefined) throw new Error(`${failure.message}\n${counts.table()}`);
      if (performance.now() > endMs) throw new Error(`${what} takes too long:\n${counts.table()}`);
      await delay(20);
    }
  }

  return {
    counts,
    known,
    async phase(name, make, requests = usualRequests) {
      phase = name;
      await make?.();
      await wait(() => counts.total(name) >= requests, name);
    },
    untilHealed: () => wait(() => areAllWell(scene), 'healing'),
    doubtSince(milliseconds) {
      const borderMs = performance.now() - milliseconds;
      doubtUnderWay(scene);
      for (const session of known.those('live'))
        if (session.sinceMs > borderMs) known.set(session, 'in doubt');
    },
    allEnded() {
      doubtUnderWay(scene);
      for (const session of known.those('live')) known.set(session, 'ended');
    },
    async finish() {
      isOver = true;
      await atWork;
      phase = 'afterwards';
      await tryAll(scene);
      expectPromises(counts);
    },
  };
}

/** What sign-ins that are under way will give, nobody knows. */
function doubtUnderWay({ endings }: FaultScene): void {
  // Two: an odd number says that somebody is ending all of a person's.
  for (const { username } of faultPeople) endings.set(username, (endings.get(username) ?? 0) + 2);
}

/** Whether each door lets somebody sign in. */
async function areAllWell({ doors }: FaultScene): Promise<boolean> {
  const [person] = faultPeople;
  const body = { username: person?.username, password: person?.password };
  const answers = await Promise.all(
    doors.map((door) => door.portal({ method: 'POST', path: '/api/firstfactor', body })),
  );
  return answers.every((answer) => answer?.status === 200);
}

const triedAgainMs = 200;
const endedTriedAtMost = 60;

/** Every session that must be there, and the last of those that must not, at each door. */
async function tryAll(scene: FaultScene): Promise<void> {
  const ended = scene.known.those('ended').slice(-endedTriedAtMost);
  for (const door of scene.doors) {
    for (const session of [...scene.known.those('live'), ...ended]) await tryOne(scene, door, session);
  }
}

async function tryOne({ known, counts }: FaultScene, door: FaultDoor, session: KnownSession): Promise<void> {
  const target = session.level === 2 ? 'secure' : 'app';
  const endMs = performance.now() + limitMs;
  for (;;) {
    const sent = known.sending(session);
    const answer = await door.visit(target, session.cookie);
    const outcome = known.judge(sent, target, answer?.status);
    const isAnswered = outcome !== 'unavailable' && outcome !== 'unreachable';
    if (isAnswered || performance.now() > endMs) {
      const final = outcome === 'spurious denial' ? 'lost' : outcome;
      counts.note('afterwards', final, `${session.username}, level ${session.level} by ${door.name}`);
      return;
    }
    await delay(triedAgainMs);
  }
}

/** The promises of every fault; how often something was unavailable is told and up to the test. */
function expectPromises(counts: FaultCounts): void {
  const broken = (['wrong allow', 'lost', 'spurious denial'] as const).map(
    (outcome) => [outcome, counts.of(outcome)] as const,
  );
  expect(Object.fromEntries(broken), counts.table()).toEqual({
    'wrong allow': 0,
    lost: 0,
    'spurious denial': 0,
  });
  expect(counts.of('unavailable', 'afterwards'), counts.table()).toBe(0);
}

/** Numbers from 0 to below 1 that are the same in each run (a linear congruential generator, Numerical Recipes). */
function lots(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
