import type { Session } from '../session/session.ts';
import type { PortalRequest } from './portal-request.ts';
import type { PortalServices } from './portal-services.ts';
import type { TooMany } from './run-within-limit.ts';

const limit = 'openid_connect_user_code';

/**
 * Runs what tries the code of a device, behind the limits of the address and of the person, wherever they are. Both count first, so that
 * tries sent all at once cannot outrun them; what gives something takes its count back.
 */
export async function withinGuessLimits<Result>(
  { rateLimiter }: Pick<PortalServices, 'rateLimiter'>,
  { address }: Pick<PortalRequest, 'address'>,
  { username }: Pick<Session, 'username'>,
  run: () => Promise<Result | undefined>,
): Promise<Result | TooMany | undefined> {
  const limited = [address, { username }];
  for (const who of limited) {
    const verdict = await rateLimiter.take(limit, who);
    if (!verdict.isAllowed) return { reason: 'too-many', retryAtMs: verdict.retryAtMs };
  }
  let hasFailed = false;
  try {
    const result = await run();
    hasFailed = result === undefined;
    return result;
  } finally {
    for (const who of limited) await rateLimiter.settle(limit, who, hasFailed);
  }
}
