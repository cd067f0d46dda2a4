import type { SecurityEvent } from '../audit/security-events.ts';
import type { FoundSession } from '../session/sessions.ts';
import { eventOrigin } from './event-origin.ts';
import type { PortalRequest } from './portal-request.ts';

/** What happened; the request says the rest. */
export type Happening = Pick<SecurityEvent, 'kind' | 'details'> & { readonly isSuccessful?: boolean };

/** The event of something that the person signed in did at the portal. */
export function securityEvent(
  request: PortalRequest,
  { session }: FoundSession,
  { isSuccessful = true, ...happening }: Happening,
): SecurityEvent {
  return { ...eventOrigin(request), ...happening, isSuccessful, username: session.username };
}
