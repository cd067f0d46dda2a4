/** `POST /api/firstfactor` (behaviour.md §1.4). */
export interface FirstFactorBody {
  readonly username: string;
  readonly password: string;
  readonly targetURL?: string;
  readonly requestMethod?: string;
  readonly keepMeLoggedIn?: boolean;
}

/** Where to go after a successful step; absent when the portal itself is the place to be. */
export interface RedirectData {
  readonly redirect: string;
}
