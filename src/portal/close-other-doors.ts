import type { FoundSession } from '../session/sessions.ts';
import { forgetRememberedDevices } from './forget-remembered-devices.ts';
import type { PortalRequest } from './portal-request.ts';
import type { PortalServices } from './portal-services.ts';

/**
 * After a second factor went, or another took its place: whoever had it could have signed in with it elsewhere, so the person's other sessions end
 * and no browser stands for a second factor any more. The storage comes first, for it is there: the session store may be another server.
 */
export async function closeOtherDoors(
  services: Pick<PortalServices, 'rememberedDevices' | 'securityEvents' | 'sessions'>,
  request: PortalRequest,
  visitor: FoundSession,
): Promise<void> {
  await forgetRememberedDevices(services, request, visitor);
  await services.sessions.endAll(visitor.session.username, visitor);
}
