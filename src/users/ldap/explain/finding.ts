/** One step on the way to a user, and what was found there; holds no password. */
export interface LdapFinding {
  readonly step: 'connection' | 'service user' | 'server' | 'search bases' | 'user' | 'groups' | 'password';
  readonly isGood: boolean;
  /** What was sent and what came back: a label and its values, one a line. */
  readonly facts: readonly LdapFact[];
  /** What is not as it might be though nothing failed. */
  readonly warnings?: readonly string[];
  /** What the operator can do about a failure. */
  readonly toMend?: string;
}

/** A label with what belongs to it. */
export type LdapFact = readonly [label: string, values: string | readonly string[]];
