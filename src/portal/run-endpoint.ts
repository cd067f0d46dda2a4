import type { Answer } from '../http/answer.ts';
import type { ElevationNeed } from '../verification/elevation.ts';
import type { Endpoint, SiteRequest } from './endpoint.ts';
import type { PortalRequest } from './portal-request.ts';
import type { PortalServices } from './portal-services.ts';
import { findVisitor } from './visitor.ts';

/** Why a handler did not run. */
export type Refusal = 'unknown-site' | 'not-signed-in' | 'not-administrator' | NotElevated;

/** Sensitive settings are closed to this session. */
export interface NotElevated {
  readonly reason: 'not-elevated';
  readonly needed: ElevationNeed;
}

/** Lets a request through the endpoint's guard and runs its handler. The one way to a handler. */
export async function runEndpoint(
  endpoint: Endpoint,
  request: PortalRequest,
  { sessions, elevation, administrators }: Pick<PortalServices, 'sessions' | 'elevation' | 'administrators'>,
): Promise<Answer | Refusal> {
  if (endpoint.guard === 'anyone') return endpoint.handle(request);
  if (!isSiteRequest(request)) return 'unknown-site';
  if (endpoint.guard === 'known-site') return endpoint.handle(request);
  const visitor = await findVisitor(sessions, request, endpoint);
  if (visitor === undefined) return 'not-signed-in';
  if (endpoint.guard === 'administrator' && !administrators.include(visitor.session)) {
    return 'not-administrator';
  }
  const needed =
    endpoint.guard === 'elevated' ? await elevation.needed(visitor.session, request.address) : undefined;
  return needed === undefined ? endpoint.handle(request, visitor) : { reason: 'not-elevated', needed };
}

/** Whether a cookie domain covers the site of the request. */
export function isSiteRequest(request: PortalRequest): request is SiteRequest {
  return request.cookieDomain !== undefined;
}
