import type { AuthenticationLevel } from '../session/level.ts';

/** A known person, as a strategy found them. */
export interface Identity {
  readonly username: string;
  readonly displayName: string;
  /** The first is the primary one. */
  readonly emails: readonly string[];
  readonly groups: readonly string[];
  readonly level: Exclude<AuthenticationLevel, 0>;
}
