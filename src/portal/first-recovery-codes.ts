import type { FoundSession } from '../session/sessions.ts';
import type { PortalRequest } from './portal-request.ts';
import type { PortalServices } from './portal-services.ts';
import { securityEvent } from './security-event.ts';

/**
 * What the answer to an enrolment carries besides: recovery codes for somebody who has none left, to be shown this once; else undefined
 * (departures.md §4). That they were made is told.
 */
export async function firstRecoveryCodes(
  { recoveryCodes, securityEvents }: Pick<PortalServices, 'recoveryCodes' | 'securityEvents'>,
  request: PortalRequest,
  visitor: FoundSession,
): Promise<{ readonly recovery_codes: readonly string[] } | undefined> {
  const codes = await recoveryCodes.makeFirst(visitor.session.username);
  if (codes === undefined) return undefined;
  await securityEvents.tell(securityEvent(request, visitor, { kind: 'recovery-codes-made' }));
  return { recovery_codes: codes };
}
