import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Session } from '../session/session.ts';

/** That an application sent somebody here to sign out. */
export interface ApplicationSignOut {
  /** Its name; undefined where it did not say who it is. */
  readonly clientName: string | undefined;
  /** Where the application wants the person afterwards: a checked URL of any scheme. */
  readonly returnUrl: string | undefined;
  /** Whether it has shown an ID token of this very sign-in: then the person need not be asked. */
  readonly isOfThisSignIn: boolean;
}

/** What the OpenID Connect provider has to do with signing out at the portal; `src/oidc/` implements it. */
export interface OpenIdSignOuts {
  /** What an application asked for; undefined where that is not good, or not any more. */
  read(visit: {
    readonly cookieDomain: CookieDomainConfig;
    readonly session: Session | undefined;
    /** As received. */
    readonly rawRequest: string;
  }): Promise<ApplicationSignOut | undefined>;
  /** The addresses that sign out of the applications of a sign-in when a browser loads them in frames (front channel). */
  frames(session: Session): Promise<readonly string[]>;
}
