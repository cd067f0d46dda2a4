import type { AttemptTarget } from '../factors/password-sign-in.ts';
import { headerValues } from '../http/raw-request.ts';
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

/** Why nobody was signed in: credentials that are not right, for whatever reason, or a right password that has expired. */
export type SignInRefusal = 'wrong-credentials' | 'password-expired';

/**
 * Signs in with a password: a new session that takes the place of the one that the request came with, or why not. Throws `AppError` when the user backend, the storage or the session store is away.
 */
export async function signInWithPassword(
  { passwordSignIn, sessions }: PortalServices,
  request: SiteRequest,
  attempt: PasswordAttempt,
): Promise<IssuedSession | SignInRefusal> {
  const { username, password, target } = attempt;
  const { address } = request;
  const origin = originOf(request);
  const checked = await passwordSignIn.check({ username, password, target, address, origin });
  if (checked.outcome === 'wrong') {
    return checked.hindrance === undefined ? 'wrong-credentials' : 'password-expired';
  }
  const { cookieDomain } = request;
  return sessions.signIn(cookieDomain, cookieHeaders(request), {
    username: checked.user.username,
    displayName: checked.user.displayName,
    emails: checked.user.emails,
    groups: checked.user.groups,
    methods: ['pwd'],
    origin: { address, rawUserAgent: headerValues(request.raw, 'user-agent').join(' ') },
    wantsToBeRemembered: attempt.wantsToBeRemembered && cookieDomain.remember_me !== null,
  });
}
