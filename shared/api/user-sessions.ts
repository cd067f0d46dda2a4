/** `GET /api/user/sessions` (new): the sessions of the person signed in, newest activity first. Times are RFC 3339. */
export interface UserSessionsData {
  readonly sessions: readonly UserSessionData[];
}

/**
 * One session. `DELETE /api/user/sessions/{id}` ends it; `DELETE /api/user/sessions` ends all but the one that asks and answers
 * `EndedSessionsData`.
 */
export interface UserSessionData {
  /** Its public name, good for the DELETE alone. */
  readonly id: string;
  readonly is_current: boolean;
  /** The browser and the system, in words: `Firefox`, `Linux`; empty where they cannot be told. */
  readonly browser: string;
  readonly system: string;
  /** Where it was last seen; empty where that is not known. */
  readonly address: string;
  readonly cookie_domain: string;
  readonly signed_in_at: string;
  readonly last_seen_at: string;
  /** When it ends whatever is done. */
  readonly ends_at: string;
  readonly level: 1 | 2;
  readonly is_remembered: boolean;
}

/** How many ended. */
export interface EndedSessionsData {
  readonly ended: number;
}
