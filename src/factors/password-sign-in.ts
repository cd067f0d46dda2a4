import type { UserDetails } from '../users/backend.ts';

/** The outcome of a password, given anywhere: the form, a Basic header, a re-authentication. */
export type SignInOutcome =
  | { readonly outcome: 'right'; readonly user: UserDetails }
  /** Wrong password, unknown or disabled user, banned user or address: nobody is told which. */
  | { readonly outcome: 'wrong' };

/** The one door for passwords: limits → ban check → verify → record. Strategies and the portal call it, never the backend. */
export interface PasswordSignIn {
  /** `address` is the client's canonical address. Throws `AppError` when the user backend is away. */
  check(attempt: {
    readonly username: string;
    readonly password: string;
    readonly address: string | undefined;
  }): Promise<SignInOutcome>;
}
