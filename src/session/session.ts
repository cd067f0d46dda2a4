/** A signed-in person at one cookie domain. Immutable: a change makes a new value. An anonymous visitor has none. */
export interface Session {
  /** A public name for this session (lists, logs); says nothing of the cookie's value. */
  readonly id: string;
  /** The cookie domain that it was made for and is alone good for. */
  readonly cookieDomain: string;
  readonly username: string;
  readonly displayName: string;
  readonly emails: readonly string[];
  readonly groups: readonly string[];
  /** The start of the hard limit: when the first factor was given. */
  readonly signedInAtMs: number;
  readonly firstFactorAtMs: number;
  readonly secondFactorAtMs: number | undefined;
  readonly isRemembered: boolean;
  /** Last activity known when this value was saved; the manager knows fresher ones. */
  readonly lastActivityAtMs: number;
  /** When the user's details were last compared with the directory. */
  readonly refreshedAtMs: number;
  /** The proofs given, as authentication method references (RFC 8176): `pwd`, `otp`, `hwk`, `swk`, `user`, … */
  readonly methods: readonly string[];
}
