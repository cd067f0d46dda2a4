import type { Clock } from '../../../src/lib/clock.ts';
import type { RawHttpAnswer } from '../send-raw.ts';
import type { FaultCounts, Outcome } from './fault-counts.ts';
import type { FaultAnswer, FaultDoor, FaultTarget } from './fault-door.ts';
import { type FaultPerson, faultPeople, faultTotpCode } from './fault-people.ts';
import { type KnownSession, type KnownSessions, nobody } from './known-sessions.ts';

/** What visitors share. */
export interface FaultScene {
  readonly doors: readonly FaultDoor[];
  readonly known: KnownSessions;
  readonly counts: FaultCounts;
  readonly clock: Clock;
  readonly phase: () => string;
  /** How often somebody began or finished to end all sessions of a person: a sign-in meanwhile may be ended with them. */
  readonly endings: Map<string, number>;
}

/** One person at work: what they do next is drawn by lot. */
export interface FaultVisitor {
  /** Does one thing. Rejects only where a request is never answered. */
  act(): Promise<void>;
  /** Makes sure that a good session is there, however often it takes. Gives whether it is. */
  arrive(): Promise<boolean>;
}

const targets: readonly FaultTarget[] = ['public', 'app', 'secure', 'app'];

/** So many sessions has a person at most, as browsers; the next sign-in waits until one has ended. */
const sessionsAtMost = 3;

/** So many of the last ended ones are tried again and again. */
const endedTried = 8;

/** A visitor; the lot is drawn by `random`, a number from 0 to below 1. */
export function createFaultVisitor(
  scene: FaultScene,
  person: FaultPerson,
  random: () => number,
): FaultVisitor {
  const { known } = scene;
  const { username } = person;
  const oneOf = <One>(list: readonly One[]): One | undefined => list[Math.floor(random() * list.length)];
  const door = () => oneOf(scene.doors) ?? missing('door');
  const own = () => known.those('live', username);
  const acts = createActs(scene, person, door);

  async function visits(): Promise<void> {
    const ended = known.those('ended', username).slice(-endedTried);
    const sessions = [oneOf(own()), oneOf(own()), oneOf(ended), nobody].filter((one) => one !== undefined);
    await Promise.all(sessions.map((session) => acts.visit(door(), session, oneOf(targets) ?? 'app')));
  }

  async function change(): Promise<void> {
    const lot = random();
    const session = oneOf(own());
    if (session === undefined) return acts.signIn();
    if (session.level === 1 && (lot < 0.4 || person.isAdministrator)) return acts.raise(session);
    if (lot < 0.5 && own().length < sessionsAtMost) return acts.signIn();
    if (lot < 0.65) return acts.signOut(session);
    if (lot < 0.72) return acts.endOthers(session);
    const other = oneOf(faultPeople.filter((one) => one !== person));
    if (person.isAdministrator && session.level === 2 && other !== undefined)
      await acts.endAllOf(session, other);
  }

  return {
    act: () => (random() < 0.75 ? visits() : change()),
    async arrive() {
      if (own().length === 0) await acts.signIn();
      const [session] = own();
      if (session?.level === 1) await acts.raise(session);
      return own().some(({ level }) => level === 2);
    },
  };
}

/** The single things that a person can do, with what is known of them afterwards. */
function createActs(scene: FaultScene, { username, password }: FaultPerson, door: () => FaultDoor) {
  const { known, counts, endings, clock } = scene;
  /** What began in one phase and came to its end in another belongs to neither. */
  const note = (outcome: Outcome, what: string, begunIn: string) => {
    const phase = scene.phase();
    counts.note(phase === begunIn ? phase : `${begunIn} → ${phase}`, outcome, what);
  };
  const endingsOf = (name: string) => endings.get(name) ?? 0;
  const countEnding = (name: string) => endings.set(name, endingsOf(name) + 1);

  /** Notes what came of a request to the portal whose success is not judged; gives whether it was done. */
  function isDone(answer: FaultAnswer, what: string, phase: string): answer is RawHttpAnswer {
    if (answer === undefined) note('unreachable', what, phase);
    else if (answer.status >= 500) note('unavailable', what, phase);
    return answer?.status === 200;
  }

  /** A proof that was right must not be refused while its session is good. */
  function isRefused(answer: FaultAnswer): boolean {
    return answer !== undefined && answer.status !== 200 && answer.status < 500;
  }

  /** Ends some by one request: they end with its answer, and nobody knows where there is none. */
  async function end(
    sessions: readonly KnownSession[],
    what: string,
    request: () => Promise<FaultAnswer>,
  ): Promise<void> {
    const phase = scene.phase();
    for (const session of sessions) known.set(session, 'in doubt');
    const answer = await request();
    if (!isDone(answer, what, phase)) return;
    for (const session of sessions) known.set(session, 'ended');
    note('allowed', what, phase);
  }

  return {
    async visit(through: FaultDoor, session: KnownSession, target: FaultTarget): Promise<Outcome> {
      const phase = scene.phase();
      const sent = known.sending(session);
      const answer = await through.visit(target, session.cookie);
      const outcome = known.judge(sent, target, answer?.status);
      const age = Math.round(sent.atMs - sent.sinceMs);
      const who = session === nobody ? 'nobody' : `${session.username}, level ${session.level}`;
      note(
        outcome,
        `${who} (${sent.standing} for ${age} ms) at ${target} by ${through.name}: ${answer?.status}`,
        phase,
      );
      return outcome;
    },
    async signIn(): Promise<void> {
      const [phase, before] = [scene.phase(), endingsOf(username)];
      const body = { username, password };
      const answer = await door().portal({ method: 'POST', path: '/api/firstfactor', body });
      if (isRefused(answer)) note('spurious denial', `sign-in: ${answer?.status} ${answer?.body}`, phase);
      if (!isDone(answer, 'sign-in', phase)) return;
      const standing = before % 2 === 1 || endingsOf(username) !== before ? 'in doubt' : 'live';
      known.add(username, cookieOf(answer), 1, standing);
      note('allowed', 'sign-in', phase);
    },
    async raise(session: KnownSession): Promise<void> {
      const [phase, before] = [scene.phase(), endingsOf(username)];
      const body = { token: faultTotpCode(clock.now()) };
      known.set(session, 'in doubt');
      const answer = await door().portal({
        method: 'POST',
        path: '/api/secondfactor/totp',
        cookie: session.cookie,
        body,
      });
      const isCrossed = before % 2 === 1 || endingsOf(username) !== before;
      // A code of before the clock was set is none of after.
      if (isRefused(answer) && !isCrossed && scene.phase() === phase)
        note('spurious denial', `second factor: ${answer?.status} ${answer?.body}`, phase);
      if (!isDone(answer, 'second factor', phase)) return;
      known.set(session, 'ended');
      known.add(username, cookieOf(answer), 2, isCrossed ? 'in doubt' : 'live');
      note('allowed', 'second factor', phase);
    },
    signOut: (session: KnownSession) =>
      end([session], 'sign-out', () =>
        door().portal({ method: 'POST', path: '/api/logout', cookie: session.cookie, body: {} }),
      ),
    endOthers: (session: KnownSession) =>
      end(
        known.those('live', username).filter((one) => one !== session),
        'ending the others',
        () => door().portal({ method: 'DELETE', path: '/api/user/sessions', cookie: session.cookie }),
      ),
    async endAllOf(session: KnownSession, other: FaultPerson): Promise<void> {
      countEnding(other.username);
      await end(known.those('live', other.username), `ending all of ${other.username}`, () =>
        door().portal({
          method: 'DELETE',
          path: `/api/admin/sessions/${other.username}`,
          cookie: session.cookie,
        }),
      );
      countEnding(other.username);
    },
  };
}

function cookieOf(answer: RawHttpAnswer): string {
  const cookies = answer.headers.filter(([name]) => name.toLowerCase() === 'set-cookie');
  const session = cookies.find(([, value]) => value.startsWith('authelia_session='));
  return session?.[1].split(';')[0] ?? missing('session cookie');
}

function missing(what: string): never {
  throw new Error(`there is no ${what}`);
}
