import type { Answer } from '../http/answer.ts';
import type { Sessions } from '../session/sessions.ts';
import type { Endpoint, SiteRequest } from './endpoint.ts';
import type { PortalRequest } from './portal-request.ts';
import { findVisitor } from './visitor.ts';

/** Why a handler did not run. */
export type Refusal = 'unknown-site' | 'not-signed-in';

/** Lets a request through the endpoint's guard and runs its handler. The one way to a handler. */
export async function runEndpoint(
  endpoint: Endpoint,
  request: PortalRequest,
  sessions: Sessions,
): Promise<Answer | Refusal> {
  if (endpoint.guard === 'anyone') return endpoint.handle(request);
  if (!isSiteRequest(request)) return 'unknown-site';
  if (endpoint.guard === 'known-site') return endpoint.handle(request);
  const visitor = await findVisitor(sessions, request, endpoint);
  return visitor === undefined ? 'not-signed-in' : endpoint.handle(request, visitor);
}

/** Whether a cookie domain covers the site of the request. */
export function isSiteRequest(request: PortalRequest): request is SiteRequest {
  return request.cookieDomain !== undefined;
}
