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
  /** The host that the person is sent back to; undefined where there is none. */
  readonly redirectHost: string | undefined;
  /** The code that a device shows which asks; undefined where no device does. */
  readonly userCode: string | undefined;
  /** Whether the client wants a second factor that was not given yet. */
  readonly isProofMissing: boolean;
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

/** Somebody at the portal with the code of a device. */
export type DeviceVisit = Omit<FlowVisit, 'rawFlowId'>;

/** The codes of devices, as far as people meet them at the portal (RFC 8628 §3.3); `src/oidc/` implements it. */
export interface OpenIdDeviceFlows {
  /** Takes the code that a device shows, as typed; undefined where none waits with it. The code is that person's from then on. */
  enterUserCode(
    visit: DeviceVisit,
    rawUserCode: string,
  ): Promise<{ readonly url: string; readonly setCookie: string } | undefined>;
  /** What the device asks for; undefined where none waits with that code. Takes nothing. */
  questionOfDevice(visit: DeviceVisit, rawUserCode: string): Promise<ConsentQuestion | undefined>;
  /** Takes code and answer, and gives the id of the flow to finish; a refusal is final at once. Undefined where there is no question. */
  decideOfDevice(
    visit: DeviceVisit,
    rawUserCode: string,
    decision: ConsentDecision,
  ): Promise<string | undefined>;
  /** Lets the device in; false where the flow is not that person's, or they may not. */
  finishDevice(visit: FlowVisit, rawUserCode: string): Promise<boolean>;
}
