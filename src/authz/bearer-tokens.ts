import type { Target } from '../access/target.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { RequestOrigin } from '../http/request-origin.ts';
import type { Identity } from './identity.ts';

/** Whom a bearer token speaks for. */
export type BearerVerdict =
  | { readonly outcome: 'identified'; readonly identity: Identity }
  /** A token of this provider that does not open the target, for whatever reason. */
  | { readonly outcome: 'refused' }
  /** No token of this provider: it is the application's own business. */
  | { readonly outcome: 'foreign' };

/** What a token is shown for. */
export interface BearerUse {
  /** The cookie domain of the target. */
  readonly domain: CookieDomainConfig;
  readonly target: Target;
  readonly origin: RequestOrigin;
}

/** Access tokens in the place of a session (behaviour.md §2.5, RFC 6750). The OpenID Connect provider knows them. A failure throws `AppError`. */
export interface BearerTokens {
  judge(token: string, use: BearerUse): Promise<BearerVerdict>;
}
