import type { Target } from '../access/target.ts';
import type { AuthzEndpointConfig } from '../config/sections/server.ts';
import type { Answer } from '../http/answer.ts';
import type { AuthzRequest } from './authz-request.ts';
import type { BadRequestReason } from './decision.ts';

/** How one family of proxies asks and wants to be answered (behaviour.md §2.1, §2.3). */
export interface ProxyDialect {
  readonly name: AuthzEndpointConfig['implementation'] | 'ExtAuthzGrpc';
  /** The methods that the endpoint takes; undefined = any. */
  readonly methods: readonly string[] | undefined;
  /** Whether the endpoint takes paths below its own. */
  readonly takesSubPaths: boolean;
  /** Whether a check without any portal URL, told or configured, is refused; a dialect that does not uses only one that it was told. */
  readonly needsPortalUrl: boolean;
  /** What a proxy expects for a check that cannot be understood or must not be believed. */
  readonly badRequestStatus: 400 | 401;
  /** What the proxy asks about, or why that cannot be told. */
  readTarget(request: AuthzRequest): Target | BadRequestReason;
  /** The portal's URL as the proxy tells it, unchecked; undefined where it does not. */
  readPortalUrl(request: AuthzRequest): string | undefined;
  /** How the client is told to sign in; without a portal URL there is nowhere to send anybody. */
  answerSignIn(portalUrl: string | undefined, target: Target, request: AuthzRequest): Answer;
}
