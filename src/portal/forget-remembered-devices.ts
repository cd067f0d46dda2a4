import type { FoundSession } from '../session/sessions.ts';
import type { PortalRequest } from './portal-request.ts';
import type { PortalServices } from './portal-services.ts';
import { securityEvent } from './security-event.ts';

/**
 * Takes from all browsers of the person signed in that they stand for a second factor, and tells them where there were any; gives how many. Whatever
 * takes away or replaces a password or a factor ends with this.
 */
export async function forgetRememberedDevices(
  { rememberedDevices, securityEvents }: Pick<PortalServices, 'rememberedDevices' | 'securityEvents'>,
  request: PortalRequest,
  visitor: FoundSession,
): Promise<number> {
  const count = await rememberedDevices.forgetAll(visitor.session.username);
  if (count > 0) {
    const details = { count: String(count) };
    await securityEvents.tell(
      securityEvent(request, visitor, { kind: 'remembered-devices-forgotten', details }),
    );
  }
  return count;
}
