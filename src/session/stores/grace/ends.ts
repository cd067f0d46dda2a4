import type { Session } from '../../session.ts';
import type { SessionKey } from '../../store.ts';

/** Which sessions of a user are to end: all that were begun until then, but those of these keys. */
export interface UserEnd {
  readonly username: string;
  readonly untilMs: number;
  readonly except: Set<SessionKey>;
}

/** A sign-in whose sessions are to end at every cookie domain. */
export type SignInEnd = Pick<Session, 'username' | 'signInId'>;

/** What this instance knows to be ended, from the word until it is carried out in the store. */
export interface Ends {
  /** Changes with each end that begins or is carried out: what was read from the store across a change may be older than the end. */
  readonly mark: number;
  /** Notes such a moment. */
  advance(): void;
  readonly keys: ReadonlyMap<SessionKey, KeyEnd>;
  readonly signIns: ReadonlyMap<string, SignInEnd>;
  readonly users: ReadonlySet<UserEnd>;
  /** Remembers a key; one that nobody here knows may be made up, and is not remembered where there are too many. */
  addKey(key: SessionKey, end: KeyEnd & { readonly isKnown: boolean }): void;
  dropKey(key: SessionKey): void;
  addSignIn(end: SignInEnd): void;
  dropSignIn(signInId: string): void;
  addUser(end: UserEnd): void;
  dropUser(end: UserEnd): void;
  /** A session that was excepted has another key now. */
  follow(from: SessionKey, to: SessionKey): void;
  isEnded(key: SessionKey, session: Session): boolean;
  /** How many wait to be carried out. */
  count(): number;
}

/** How the session of a key ends. */
export interface KeyEnd {
  /** Whether its sign-in ends with it, at every cookie domain. */
  readonly withSignIn: boolean;
}

/** An empty list that remembers at most so many keys that nobody knows. */
export function createEnds(unknownLimit: number): Ends {
  const keys = new Map<SessionKey, KeyEnd>();
  const signIns = new Map<string, SignInEnd>();
  const users = new Set<UserEnd>();
  let mark = 0;
  return {
    get mark() {
      return mark;
    },
    advance() {
      mark += 1;
    },
    keys,
    signIns,
    users,
    addKey(key, { withSignIn, isKnown }) {
      if (!isKnown && keys.size >= unknownLimit) return;
      keys.set(key, { withSignIn: withSignIn || keys.get(key)?.withSignIn === true });
    },
    dropKey: (key) => void keys.delete(key),
    addSignIn: ({ username, signInId }) => void signIns.set(signInId, { username, signInId }),
    dropSignIn: (signInId) => void signIns.delete(signInId),
    addUser: (end) => void users.add(end),
    dropUser: (end) => void users.delete(end),
    follow(from, to) {
      for (const { except } of users) if (except.has(from)) except.add(to);
    },
    isEnded: (key, session) =>
      keys.has(key) ||
      signIns.has(session.signInId) ||
      users.values().some((end) => isOfUserEnd(end, key, session)),
    count: () => keys.size + signIns.size + users.size,
  };
}

/** Whether that word ends that session. */
export function isOfUserEnd(
  { username, untilMs, except }: UserEnd,
  key: SessionKey,
  session: Session,
): boolean {
  return session.username === username && session.signedInAtMs <= untilMs && !except.has(key);
}
