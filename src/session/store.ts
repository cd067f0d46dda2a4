import type { Seen, Session } from './session.ts';

/** A keyed hash of the cookie's value, base64url: whoever reads the store cannot make the cookie of it. */
export type SessionKey = string;

/** A session and its key. */
export interface StoredSession {
  readonly key: SessionKey;
  readonly session: Session;
}

/** Hears what happens to sessions in a store that several instances share. */
export interface StoreWatcher {
  /** The session under that key was changed or ended, here or elsewhere. */
  changed(key: SessionKey): void;
  /** Changes may have been missed. */
  missed(): void;
}

/**
 * Where sessions are kept. Every implementation runs `store.contract.ts`. A store that is away throws `AppError` with code
 * `session-store-unavailable`; it never answers "no such session" instead.
 */
export interface SessionStore {
  /** Whether a touch leaves the memory of this process (network, disk), so that activity is better noted and written in batches. */
  readonly isRemote: boolean;
  /** The session, never one whose lifetime is over; undefined where there is none or it cannot be opened. */
  load(key: SessionKey): Promise<Session | undefined>;
  /** The same, where `load` may be a moment behind what other instances did: for whoever would end the session for what it says. */
  readonly loadFresh?: (key: SessionKey) => Promise<Session | undefined>;
  /** The same where this process has it in memory and may trust that; undefined says nothing, then `load` is to be asked. */
  readonly peek?: (key: SessionKey) => Session | undefined;
  /** Keeps a new session until that time; one that is over already is not kept. */
  save(key: SessionKey, session: Session, expiresAtMs: number): Promise<void>;
  /**
   * Replaces one that is there, keeping its end and the later of both activities; gives false, and changes nothing, where it is gone.
   * The cookie domain and the user stay what they were.
   */
  replace(key: SessionKey, session: Session): Promise<boolean>;
  /**
   * Replaces one that is there and puts it under another key, in one step: at no time do both keys, or neither, lead to it. Gives false,
   * and changes nothing, where it is gone.
   */
  move(from: SessionKey, to: SessionKey, session: Session): Promise<boolean>;
  /** Notes later activity on sessions that are still there, in one go; an earlier time than the known one changes nothing. */
  touch(activity: ReadonlyMap<SessionKey, Seen>): Promise<void>;
  /** Forgets it; gives whether it was there. */
  remove(key: SessionKey): Promise<boolean>;
  /** All sessions of one user, of every cookie domain. */
  findByUser(username: string): Promise<readonly StoredSession[]>;
  /** The sessions with the newest activity, newest first, at most so many; only where everybody's can be told. */
  readonly findNewest?: (limit: number) => Promise<readonly StoredSession[]>;
  /** Forgets, in one step, all sessions of one user but those of the keys given; gives how many went. */
  removeByUser(username: string, except?: readonly SessionKey[]): Promise<number>;
  /**
   * Forgets a session and all of its sign-in, at every cookie domain; rejects where that cannot be done now, but does it later. Only where the store
   * can remember that; `end-sign-in.ts` does it for all others.
   */
  readonly endWithSignIn?: (key: SessionKey) => Promise<void>;
  /** How many sessions there are, up to those that ended and were not met since; only where that costs nothing to tell. */
  readonly count?: () => number;
  /** Tells of every change by whomever from now on, one watcher; only where the store hears of them. */
  readonly watch?: (watcher: StoreWatcher) => void;
  /** Makes sure that the store answers. */
  check(): Promise<void>;
  /** Lets go of connections. */
  close(): Promise<void>;
}
