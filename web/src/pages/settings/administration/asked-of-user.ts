import type { AdminSessionData } from '../../../../../shared/api/admin-sessions.ts';

/** What an administrator is about to end: one session, or all of a user. */
export type AskedOfUser =
  | { readonly kind: 'one'; readonly session: AdminSessionData }
  | { readonly kind: 'all'; readonly username: string };
