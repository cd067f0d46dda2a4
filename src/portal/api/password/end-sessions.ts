import { AppError } from '../../../lib/app-error.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import type { PortalServices } from '../../portal-services.ts';

/** Ends the sessions of a user whose password is another one now (departures.md §2), but one; gives whether that was possible. */
export async function endSessions(
  { sessions, log }: Pick<PortalServices, 'sessions' | 'log'>,
  username: string,
  except?: FoundSession,
): Promise<boolean> {
  try {
    const ended = await sessions.endAll(username, except);
    log.info({ username, sessions: ended }, 'sessions ended after the password was set');
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ err: error, detail: error.detail, username }, 'sessions remain after the password was set');
    return false;
  }
}
