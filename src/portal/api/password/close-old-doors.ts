import { AppError } from '../../../lib/app-error.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import type { PortalServices } from '../../portal-services.ts';

/** Whose password is another one now, and from where it was set. */
export interface NewPasswordOwner {
  readonly username: string;
  /** Canonical; undefined where it cannot be told. */
  readonly address: string | undefined;
  /** The session that stays. */
  readonly except?: FoundSession;
}

/**
 * Closes what could be opened before a password was set (departures.md §2): ends the user's sessions but one, takes from all browsers that they
 * stand for a second factor, revokes the mailed links that there still are. Gives whether all of that was possible; what fails keeps nothing
 * else from being closed.
 */
export async function closeOldDoors(
  services: Pick<PortalServices, 'sessions' | 'rememberedDevices' | 'resetLinks' | 'log'>,
  { username, address, except }: NewPasswordOwner,
): Promise<boolean> {
  const { sessions, rememberedDevices, resetLinks, log } = services;
  const outcomes = await Promise.allSettled([
    sessions.endAll(username, except),
    rememberedDevices.forgetAll(username),
    resetLinks?.revokeAll({ username, address }),
  ]);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  for (const failure of failures) {
    if (!(failure instanceof AppError)) throw failure;
    const { detail } = failure;
    log.error({ err: failure, detail, username }, 'what the old password opened is still open');
  }
  if (failures.length === 0) log.info({ username }, 'what the old password opened is closed');
  return failures.length === 0;
}
