import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { HandedOver } from './hand-over-tokens.ts';
import type { Elevation, Session } from './session.ts';

/** Who is at the other end of a request, as far as its session cookie tells. */
export interface FoundSession {
  readonly session: Session;
  /** The value of the cookie that led to it: needed to raise or end it, never to be logged or sent anywhere. */
  readonly cookieValue: string;
}

/** The details that a sign-in brings. */
export interface SignIn {
  readonly username: string;
  readonly displayName: string;
  readonly emails: readonly string[];
  readonly groups: readonly string[];
  /** The proofs given, RFC 8176 names: `['pwd']` for a password. */
  readonly methods: readonly string[];
  /** The person asked to be remembered; without effect where the cookie domain does not allow it. */
  readonly wantsToBeRemembered: boolean;
  /** What it came from, for the lists of sessions. */
  readonly origin?: SignInOrigin;
}

/** Somebody who signed in elsewhere, with today's details of the directory. */
export type Adoption = HandedOver & Pick<SignIn, 'displayName' | 'emails' | 'groups' | 'origin'>;

/** What a sign-in came from. */
export interface SignInOrigin {
  /** The client's canonical address; undefined where it cannot be told. */
  readonly address: string | undefined;
  /** The User-Agent header as received: only the names of browser and system are kept of it. */
  readonly rawUserAgent: string;
}

/** A session as lists tell of it. */
export interface ListedSession {
  readonly session: Session;
  /** Its hard limit: when it ends whatever is done. */
  readonly endsAtMs: number;
}

/** A session together with the Set-Cookie value that hands it to the browser. */
export interface IssuedSession {
  readonly session: Session;
  readonly setCookie: string;
}

/**
 * All that the rest of the program does with sessions; `manager.ts` implements it. `rawCookieHeaders` are the values of the
 * request's Cookie headers as received. Every method throws `AppError` `session-store-unavailable` when the store is away.
 */
export interface Sessions {
  /**
   * The session of a request, or undefined for an anonymous visitor. Ends what is over (hard limit, inactivity, wrong
   * cookie domain, user gone) and refreshes the user's details when that is due.
   * `countsAsActivity` says whether this request starts the inactivity anew (a function is asked once the person is known); `address` is
   * where it then was last seen.
   */
  find(
    domain: CookieDomainConfig,
    rawCookieHeaders: readonly string[],
    options: {
      readonly countsAsActivity: boolean | ((session: Session) => boolean);
      readonly address?: string | undefined;
    },
  ): Promise<FoundSession | undefined>;
  /** Makes a new session with a new id and ends the one that the request came with, if any. */
  signIn(
    domain: CookieDomainConfig,
    rawCookieHeaders: readonly string[],
    details: SignIn,
  ): Promise<IssuedSession>;
  /**
   * Makes the session of somebody who signed in at another cookie domain: the same sign-in, proofs and times, so that the hard limit is the same.
   * Ends the one that the request came with, if any.
   */
  adopt(
    domain: CookieDomainConfig,
    rawCookieHeaders: readonly string[],
    details: Adoption,
  ): Promise<IssuedSession>;
  /** Proves once more or further: same sign-in time, new id, methods added, times of the factors set. Undefined when it ended meanwhile. */
  raise(
    domain: CookieDomainConfig,
    found: FoundSession,
    proof: {
      readonly methods: readonly string[];
      readonly user?: Pick<SignIn, 'displayName' | 'emails' | 'groups'>;
    },
  ): Promise<IssuedSession | undefined>;
  /** Notes that an application with a limit of its own was used just now (`application-limits.ts`). */
  noteUse(found: FoundSession, host: string): Promise<void>;
  /** Opens sensitive settings to a session, or closes them; the id stays. Undefined when the session ended meanwhile. */
  elevate(found: FoundSession, elevation: Elevation | undefined): Promise<Session | undefined>;
  /** Ends the session of the request, if there is one, and with it its sign-in at all other cookie domains; gives the Set-Cookie value that removes the cookie from the browser. */
  signOut(domain: CookieDomainConfig, rawCookieHeaders: readonly string[]): Promise<string>;
  /** A user's sessions at those cookie domains that are not over, newest activity first. What other instances noted in the last seconds may be missing. */
  list(domains: readonly CookieDomainConfig[], username: string): Promise<readonly ListedSession[]>;
  /** The same of everybody, at most so many; undefined where the store cannot tell. */
  listNewest(
    domains: readonly CookieDomainConfig[],
    limit: number,
  ): Promise<readonly ListedSession[] | undefined>;
  /** Ends the session of a user that has that public id, and its sign-in at other cookie domains; gives whether there was one. */
  end(username: string, id: string): Promise<boolean>;
  /** Ends all sessions of a user but the given one; gives how many ended. */
  endAll(username: string, except?: FoundSession): Promise<number>;
  /** Writes out what is noted in memory and lets go of the store. */
  close(): Promise<void>;
}
