import type { AttemptTarget } from '../factors/password-sign-in.ts';
import type { Answer } from '../http/answer.ts';
import { headerValues } from '../http/raw-request.ts';
import { rememberedDeviceMethod } from '../session/level.ts';
import type { IssuedSession } from '../session/sessions.ts';
import type { SiteRequest } from './endpoint.ts';
import { originOf } from './origin-of.ts';
import type { PortalServices } from './portal-services.ts';
import { tellSignIn } from './tell-sign-in.ts';
import { cookieHeaders } from './visitor.ts';

/** What a person typed into the sign-in form, whichever way it was sent. */
export interface PasswordAttempt {
  readonly username: string;
  readonly password: string;
  readonly wantsToBeRemembered: boolean;
  /** From `attemptTarget`. */
  readonly target: AttemptTarget | undefined;
}

/** A new session, and what the answer says besides: the cookie by which the browser is known. */
export interface SignedIn extends IssuedSession {
  readonly headers: Answer['headers'];
}

/** Why nobody was signed in: credentials that are not right, for whatever reason, or a right password that has expired. */
export type SignInRefusal = 'wrong-credentials' | 'password-expired';

/**
 * Signs in with a password: a new session that takes the place of the one that the request came with, or why not. In a remembered browser it has
 * both factors. Throws `AppError` when the user backend, the storage or the session store is away.
 */
export async function signInWithPassword(
  services: PortalServices,
  request: SiteRequest,
  attempt: PasswordAttempt,
): Promise<SignedIn | SignInRefusal> {
  const { passwordSignIn, sessions, rememberedDevices } = services;
  const { username, password, target } = attempt;
  const { address } = request;
  const origin = originOf(request);
  const checked = await passwordSignIn.check({ username, password, target, address, origin });
  if (checked.outcome === 'wrong') {
    return checked.hindrance === undefined ? 'wrong-credentials' : 'password-expired';
  }
  const { cookieDomain } = request;
  const owner = { username: checked.user.username, cookieDomain: cookieDomain.domain };
  const isRecognised = await rememberedDevices.recognise(owner, cookieHeaders(request));
  const issued = await sessions.signIn(cookieDomain, cookieHeaders(request), {
    username: checked.user.username,
    displayName: checked.user.displayName,
    emails: checked.user.emails,
    groups: checked.user.groups,
    methods: isRecognised ? ['pwd', rememberedDeviceMethod] : ['pwd'],
    origin: { address, rawUserAgent: headerValues(request.raw, 'user-agent').join(' ') },
    wantsToBeRemembered: attempt.wantsToBeRemembered && cookieDomain.remember_me !== null,
  });
  const headers = await tellSignIn(services, request, { username: checked.user.username, method: 'pwd' });
  return { ...issued, headers };
}
