import type { AuthenticationLevel } from '../session/level.ts';
import type { ProofTimes } from '../session/proof-age.ts';

/** A known person, or a client that asks for itself, as a strategy found them. */
export interface Identity {
  /** Undefined for a client. */
  readonly username: string | undefined;
  /** The OAuth 2.0 client whose own token it is (client credentials grant); undefined for people. */
  readonly clientId?: string;
  readonly displayName: string;
  /** The first is the primary one. */
  readonly emails: readonly string[];
  readonly groups: readonly string[];
  readonly level: Exclude<AuthenticationLevel, 0>;
  /** When they proved it; credentials that come with the request are proved by it. */
  readonly proofTimes: ProofTimes;
  /** When applications with a limit of their own were last used, by host. */
  readonly usedAtMs?: Readonly<Record<string, number>>;
}
