import { z } from 'zod';
import type { PasskeySignInBody, WebAuthnRequestData } from '../../../../shared/api/webauthn.ts';
import { assertionResponse } from '../../../factors/webauthn/assertion-response.ts';
import type { Answer } from '../../../http/answer.ts';
import { levelOf } from '../../../session/level.ts';
import type { SignIn } from '../../../session/sessions.ts';
import type { WebAuthnCredential } from '../../../storage/webauthn-credential.ts';
import type { UserDetails } from '../../../users/backend.ts';
import { ko, messages, ok } from '../../answers.ts';
import { attemptTarget } from '../../attempt-target.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import { eventOrigin } from '../../event-origin.ts';
import { type FieldsOf, fields } from '../../fields.ts';
import { originOf } from '../../origin-of.ts';
import { readJson } from '../../read-json.ts';
import { tellSignIn } from '../../tell-sign-in.ts';
import { ticketSite } from '../../ticket-site.ts';
import { cookieHeaders, findVisitor } from '../../visitor.ts';
import { answerFirstFactor } from '../answer-first-factor.ts';
import { answerTwoFactors, secondFactorFields } from '../answer-second-factor.ts';
import { putChallenge, takeChallenge } from './challenges.ts';
import { relyingPartyOf } from './relying-party-of.ts';
import { tellRefusal } from './tell-refusal.ts';
import type { WebAuthnServices } from './webauthn-services.ts';

const bodySchema = z.object({
  ...secondFactorFields,
  keepMeLoggedIn: fields.flag,
  response: assertionResponse,
} satisfies Partial<FieldsOf<PasskeySignInBody>>);

type Body = z.output<typeof bodySchema>;

const path = '/api/firstfactor/passkey';
const ceremony = 'passkey_sign_in';

/** `GET` and `POST /api/firstfactor/passkey` (behaviour.md §1.4, §6.6): a passkey in the place of user name and password. */
export function passkeyEndpoints(services: WebAuthnServices): readonly Endpoint[] {
  const group = { path, kind: 'api', guard: 'known-site' } as const;
  return [
    {
      ...group,
      method: 'GET',
      async handle(request: SiteRequest) {
        if (await isSignedIn(services, request)) return ko(403, messages.authenticationFailed);
        const party = relyingPartyOf(request);
        const { publicKey, challenge } = await services.webauthn.offerSignIn(party, undefined);
        const ticket = putChallenge(services, request, ceremony, { party, username: '', challenge });
        return ok({ publicKey } satisfies WebAuthnRequestData, [['Set-Cookie', ticket]]);
      },
    },
    {
      ...group,
      method: 'POST',
      rateLimit: 'first_factor',
      async handle(request: SiteRequest) {
        if (await isSignedIn(services, request)) return ko(403, messages.authenticationFailed);
        const body = readJson(request, bodySchema);
        if (body === undefined) return ko(400, messages.authenticationFailed);
        return signIn(services, request, body);
      },
    },
  ];
}

async function isSignedIn({ sessions }: WebAuthnServices, request: SiteRequest): Promise<boolean> {
  return (await findVisitor(sessions, request, { countsAsActivity: false })) !== undefined;
}

async function signIn(services: WebAuthnServices, request: SiteRequest, body: Body): Promise<Answer> {
  const { sessions, tickets } = services;
  const { cookieDomain } = request;
  const proved = await provePasskey(services, request, body);
  const withoutTicket = ['Set-Cookie', tickets.remove(ticketSite(request), ceremony)] as const;
  if (proved === undefined) return ko(403, messages.secondFactorFailed, [withoutTicket]);
  const wantsToBeRemembered = body.keepMeLoggedIn && cookieDomain.remember_me !== null;
  const issued = await sessions.signIn(cookieDomain, cookieHeaders(request), {
    ...proved,
    wantsToBeRemembered,
    origin: eventOrigin(request),
  });
  const told = await tellSignIn(services, request, { username: proved.username, method: 'passkey' });
  const cookies = [['Set-Cookie', issued.setCookie], ...told, withoutTicket] as const;
  if (levelOf(proved.methods) === 2)
    return answerTwoFactors(services, request, { session: issued.session, destination: body }, cookies);
  return answerFirstFactor(services, request, { ...issued, headers: [...told, withoutTicket] }, body);
}

/** Who signs in, as the directory knows them today; undefined where the passkey was refused, for whatever reason. */
async function provePasskey(
  services: WebAuthnServices,
  request: SiteRequest,
  { response, targetURL, requestMethod }: Body,
): Promise<Omit<SignIn, 'wantsToBeRemembered'> | undefined> {
  const { webauthn, secondFactorDoor, users } = services;
  const party = relyingPartyOf(request);
  const put = await takeChallenge(services, request, ceremony, { party, username: '' });
  if (put === undefined) return undefined;
  const { challenge } = put;
  const credential = await webauthn.find(party, response.id);
  const attempt = {
    username: credential?.username ?? '',
    type: 'Passkey',
    address: request.address,
    origin: originOf(request),
    target: attemptTarget(request, targetURL, requestMethod),
  } as const;
  let proved: Omit<SignIn, 'wantsToBeRemembered'> | undefined;
  const outcome = await secondFactorDoor.attempt(attempt, async () => {
    if (credential === undefined) return false;
    const user = await findOwner(users, credential);
    if (user === undefined) return false;
    const checked = await webauthn.checkAssertion(party, {
      credential,
      challenge,
      response,
      isPasskey: true,
    });
    if (checked.outcome === 'refused')
      tellRefusal(services, request, { username: user.username, ...checked });
    else proved = toSignIn(user, webauthn.methodsOf(checked));
    return checked.outcome === 'right';
  });
  return outcome === 'right' ? proved : undefined;
}

/** Undefined for those whom the directory does not know, or has disabled: their passkeys open nothing. */
async function findOwner(
  users: WebAuthnServices['users'],
  { username }: WebAuthnCredential,
): Promise<UserDetails | undefined> {
  const user = await users.find(username);
  return user?.username === username ? user : undefined;
}

function toSignIn(user: UserDetails, methods: readonly string[]): Omit<SignIn, 'wantsToBeRemembered'> {
  const { username, displayName, emails, groups } = user;
  return { username, displayName, emails, groups, methods };
}
