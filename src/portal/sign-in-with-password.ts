import type { AttemptTarget } from '../factors/password-sign-in.ts';
import type { IssuedSession } from '../session/sessions.ts';
import type { SiteRequest } from './endpoint.ts';
import { originOf } from './origin-of.ts';
import type { PortalServices } from './portal-services.ts';
import { cookieHeaders } from './visitor.ts';

/** What a person typed into the sign-in form, whichever way it was sent. */
export interface PasswordAttempt {
  readonly username: string;
  readonly password: string;
  readonly wantsToBeRemembered: boolean;
  /** From `attemptTarget`. */
  readonly target: AttemptTarget | undefined;
}

/**
 * Signs in with a password: a new session that takes the place of the one that the request came with. Undefined where the password is
 * not right, for whatever reason. Throws `AppError` when the user backend, the storage or the session store is away.
 */
export async function signInWithPassword(
  { passwordSignIn, sessions }: PortalServices,
  request: SiteRequest,
  attempt: PasswordAttempt,
): Promise<IssuedSession | undefined> {
  const { username, password, target } = attempt;
  const checked = await passwordSignIn.check({
    username,
    password,
    target,
    address: request.address,
    origin: originOf(request),
  });
  if (checked.outcome === 'wrong') return undefined;
  const { cookieDomain } = request;
  return sessions.signIn(cookieDomain, cookieHeaders(request), {
    username: checked.user.username,
    displayName: checked.user.displayName,
    emails: checked.user.emails,
    groups: checked.user.groups,
    methods: ['pwd'],
    wantsToBeRemembered: attempt.wantsToBeRemembered && cookieDomain.remember_me !== null,
  });
}
