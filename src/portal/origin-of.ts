import type { RequestOrigin } from '../http/request-origin.ts';
import type { PortalRequest } from './portal-request.ts';

/** What the log says of a request to one of the portal's own paths; never its query. */
export function originOf({ id, raw, rawPath }: PortalRequest): RequestOrigin {
  return { requestId: id, method: raw.method, path: rawPath };
}
