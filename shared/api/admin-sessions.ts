import type { UserSessionData } from './user-sessions.ts';

/**
 * `GET /api/admin/sessions` (new), for administrators (`administration.group`, two factors given): with `?user=NAME` all sessions of that
 * person, without it the newest of everybody, at most 100. Newest activity first. Anyone else gets 403.
 *
 * `DELETE /api/admin/sessions/{user}/{id}` ends one, `DELETE /api/admin/sessions/{user}` all of that person; both answer `EndedSessionsData`
 * (`user-sessions.ts`), the first one 404 where there is none. Names and ids in a path are percent-encoded.
 */
export interface AdminSessionsData {
  readonly sessions: readonly AdminSessionData[];
  /** False where the session store cannot tell everybody's and no user was named: then `sessions` is empty. */
  readonly is_listable: boolean;
}

/** One session and whose it is. `is_current` marks the one that asks. */
export interface AdminSessionData extends UserSessionData {
  readonly username: string;
  readonly display_name: string;
}
