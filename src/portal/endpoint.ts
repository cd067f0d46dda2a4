import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Answer } from '../http/answer.ts';
import type { RateLimitName } from '../regulation/rate-limiter.ts';
import type { FoundSession } from '../session/sessions.ts';
import type { PortalRequest } from './portal-request.ts';

/** A request to a site that a cookie domain covers: the only kind that can have a session. */
export type SiteRequest = PortalRequest & { readonly cookieDomain: CookieDomainConfig };

/**
 * One method of one path. Path groups give these; `create-portal.ts` alone knows the router. A handler is handed what its guard made
 * sure of, so that it cannot run without: `known-site` a cookie domain, `signed-in` a session as well, `elevated` one that sensitive settings
 * are open to, `administrator` one of an administrator. Anyone else gets 403.
 */
export type Endpoint = EndpointShape & (OpenEndpoint | SiteEndpoint | SignedInEndpoint);

interface EndpointShape {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** In the router's notation: `/locales/:language/:file`. A GET answers HEAD too. */
  readonly path: string;
  /** Which headers go with its answers, and in which form its failures are told: JSON, a page, plain text. */
  readonly kind: AnswerKind;
  /** How often one client may ask it, by the key in `server.endpoints.rate_limits`; absent = as often as it likes. */
  readonly rateLimit?: RateLimitName;
}

/** The three forms of answers. */
export type AnswerKind = 'api' | 'page' | 'file';

interface OpenEndpoint {
  readonly guard: 'anyone';
  handle(request: PortalRequest): Answer | Promise<Answer>;
}

interface SiteEndpoint {
  readonly guard: 'known-site';
  handle(request: SiteRequest): Answer | Promise<Answer>;
}

interface SignedInEndpoint {
  readonly guard: 'signed-in' | 'elevated' | 'administrator';
  /** Whether a person did something here (true) or a page asked on its own (departures.md §2). */
  readonly countsAsActivity: boolean;
  handle(request: SiteRequest, visitor: FoundSession): Answer | Promise<Answer>;
}
