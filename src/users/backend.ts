/** The value of an attribute: text, a number, yes or no, or a list of these. */
export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];

/** What the directory knows of a person. Names as in behaviour.md §8. */
export interface UserDetails {
  /** The canonical name, as the directory spells it, whatever was typed. */
  readonly username: string;
  readonly displayName: string;
  /** The first is the primary one. */
  readonly emails: readonly string[];
  readonly groups: readonly string[];
  /**
   * The further attributes that the directory holds, by name: the standard ones of behaviour.md §8.3 (`given_name`,
   * `street_address`, …, those of an address among them) and the declared extra ones. Absent = none.
   */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** The answer to a password. */
export type PasswordCheck =
  | { readonly outcome: 'right'; readonly user: UserDetails }
  | { readonly outcome: 'wrong'; readonly hindrance?: PasswordHindrance };

/** Why a password does not help although it is the user's; said only where it was found to be, never before. */
export type PasswordHindrance = 'password-expired' | 'password-must-change';

/** Where the people are known. A technical failure throws `AppError` with code `user-backend-unavailable`. */
export interface UserBackend {
  /** Finds by user name (or whatever else the backend lets people type); a disabled or unknown one is undefined. */
  find(login: string): Promise<UserDetails | undefined>;
  /** Checks a password. Wrong, unknown and disabled are the one value `wrong`, and cost the same time. */
  checkPassword(login: string, password: string): Promise<PasswordCheck>;
  /**
   * Stores a new password for a user that exists (else `TypeError`); one too long for the way it is stored is a `RangeError`, one that the
   * place where it is stored does not like a `PasswordRefusedError`, whose message may be shown.
   */
  setPassword(username: string, password: string): Promise<void>;
  /** Makes sure at start that the backend can be used. */
  check(): Promise<void>;
  /** Lets go of files, watchers, connections. */
  close(): Promise<void>;
}
