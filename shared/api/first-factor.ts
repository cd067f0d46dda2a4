/** `POST /api/firstfactor` (behaviour.md §1.4). */
export interface FirstFactorBody {
  readonly username: string;
  readonly password: string;
  readonly targetURL?: string;
  readonly requestMethod?: string;
  /** The flow that goes on afterwards (behaviour.md §1.1). */
  readonly flow?: string;
  /** The id of that flow. */
  readonly flowID?: string;
  readonly keepMeLoggedIn?: boolean;
}

/** Where to go after a successful step; absent when the portal itself is the place to be. */
export interface RedirectData {
  readonly redirect: string;
}

/** The message of the 401 to whoever gave the right password of a directory that wants another one first. */
export const passwordExpiredMessage = 'Your password has expired. Set a new one, then sign in.';
