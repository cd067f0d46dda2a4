import type { SignInOutcome } from '../factors/password-sign-in.ts';
import type { FoundSession } from '../session/sessions.ts';
import { attemptTarget } from './attempt-target.ts';
import type { SiteRequest } from './endpoint.ts';
import { originOf } from './origin-of.ts';
import type { PortalServices } from './portal-services.ts';

/** A password that somebody signed in gives again, and where they are going with it; empty where that is not known. */
interface OwnPassword {
  readonly password: string;
  readonly targetURL: string;
  readonly requestMethod: string;
}

/** Checks the password of the person signed in: whose it is comes from the session alone. */
export async function checkOwnPassword(
  { passwordSignIn }: PortalServices,
  request: SiteRequest,
  { session: { username } }: FoundSession,
  { password, targetURL, requestMethod }: OwnPassword,
): Promise<SignInOutcome> {
  const checked = await passwordSignIn.check({
    username,
    password,
    address: request.address,
    target: attemptTarget(request, targetURL, requestMethod),
    origin: originOf(request),
  });
  // A directory that gives another person for this name must not turn the session into theirs, nor have their password changed.
  return checked.outcome === 'right' && checked.user.username !== username ? { outcome: 'wrong' } : checked;
}
