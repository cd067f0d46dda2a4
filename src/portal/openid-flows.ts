import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Session } from '../session/session.ts';

/** Somebody at the portal who came on the way to an application that speaks OpenID Connect. */
export interface FlowVisit {
  /** The cookie domain of the portal: its URL is the issuer. */
  readonly cookieDomain: CookieDomainConfig;
  /** `flow_id`, as received. */
  readonly rawFlowId: string;
  /** Undefined for an anonymous visitor. */
  readonly session: Session | undefined;
  readonly address: string | undefined;
}

/** What comes next for that person. */
export type FlowStep =
  /** No such flow is under way, or it took too long. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'second-factor' }
  | { readonly kind: 'fresh-first-factor' }
  /** To the question of consent, or back to the application; a URL of this portal. */
  | { readonly kind: 'go-on'; readonly url: string };

/** What an application asks for. */
export interface ConsentQuestion {
  readonly clientId: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  /** What tokens are to be for, besides the application itself. */
  readonly audience: readonly string[];
  readonly claims: readonly string[];
  readonly essentialClaims: readonly string[];
  /** Whether the answer can be remembered. */
  readonly canBeRemembered: boolean;
}

/** The answer to it. */
export interface ConsentDecision {
  /** As received; must be the one that the question is about. */
  readonly clientId: string;
  readonly isGiven: boolean;
  readonly isToBeRemembered: boolean;
  /** Claims that are granted; undefined = all that were asked for. */
  readonly claims: readonly string[] | undefined;
}

/** The flows of the OpenID Connect provider, as far as people meet them at the portal; `src/oidc/` implements it. */
export interface OpenIdFlows {
  /** What comes next. */
  step(visit: FlowVisit): Promise<FlowStep>;
  /** The question that this very person is to answer; undefined where there is none. */
  question(visit: FlowVisit): Promise<ConsentQuestion | undefined>;
  /** Takes the answer and gives where to go on; undefined where there is no question to answer. */
  decide(visit: FlowVisit, decision: ConsentDecision): Promise<string | undefined>;
}
