import type { SessionUser } from './session.ts';

/** What sessions need of the user backend; `src/app.ts` hands in the `UserBackend`. */
export interface UserDirectory {
  /**
   * The user of exactly this canonical name with today's details; undefined where there is none or it is disabled. An answer with
   * another `username` counts as none: a backend may find people by e-mail too, and a name that is gone may be somebody's address.
   * A technical failure throws.
   */
  find(username: string): Promise<(SessionUser & { readonly username: string }) | undefined>;
}
