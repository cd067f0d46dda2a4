import { AppError } from '../../../lib/app-error.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import type { PortalServices } from '../../portal-services.ts';

/**
 * Ends the sessions of a user whose password is another one now (departures.md §2), but one, and takes from all browsers that they stand for a
 * second factor; gives whether that was possible.
 */
export async function endSessions(
  { sessions, rememberedDevices, log }: Pick<PortalServices, 'sessions' | 'rememberedDevices' | 'log'>,
  username: string,
  except?: FoundSession,
): Promise<boolean> {
  try {
    await rememberedDevices.forgetAll(username);
    const ended = await sessions.endAll(username, except);
    log.info({ username, sessions: ended }, 'sessions ended after the password was set');
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ err: error, detail: error.detail, username }, 'sessions remain after the password was set');
    return false;
  }
}
