import type { Session } from './session.ts';

/** A keyed hash of the cookie's value, base64url: whoever reads the store cannot make the cookie of it. */
export type SessionKey = string;

/**
 * Where sessions are kept. Every implementation runs `store.contract.ts`. A store that is away throws `AppError` with code
 * `session-store-unavailable`; it never answers "no such session" instead.
 */
export interface SessionStore {
  /** The session, never one whose lifetime is over; undefined where there is none or it cannot be opened. */
  load(key: SessionKey): Promise<Session | undefined>;
  /** Keeps a new session until that time. */
  save(key: SessionKey, session: Session, expiresAtMs: number): Promise<void>;
  /** Replaces one that is there, keeping its end; gives false, and changes nothing, where it is gone. */
  replace(key: SessionKey, session: Session): Promise<boolean>;
  /** Notes later activity on sessions that are still there, in one go. */
  touch(activity: ReadonlyMap<SessionKey, number>): Promise<void>;
  /** Forgets it; gives whether it was there. */
  remove(key: SessionKey): Promise<boolean>;
  /** All sessions of one user, of every cookie domain. */
  findByUser(username: string): Promise<readonly { readonly key: SessionKey; readonly session: Session }[]>;
  /** Forgets all sessions of one user but those of the keys given; gives how many went. */
  removeByUser(username: string, except?: readonly SessionKey[]): Promise<number>;
  /** Makes sure at start that the store answers. */
  check(): Promise<void>;
  /** Lets go of connections. */
  close(): Promise<void>;
}
