import { z } from 'zod';
import type { WebAuthnRequestData, WebAuthnSignInBody } from '../../../../shared/api/webauthn.ts';
import { assertionResponse } from '../../../factors/webauthn/assertion-response.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import { ko, messages, ok } from '../../answers.ts';
import { attemptTarget } from '../../attempt-target.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import type { FieldsOf } from '../../fields.ts';
import { originOf } from '../../origin-of.ts';
import { readJson } from '../../read-json.ts';
import { ticketSite } from '../../ticket-site.ts';
import { answerSecondFactor, secondFactorFields } from '../answer-second-factor.ts';
import { putChallenge, takeChallenge } from './challenges.ts';
import { relyingPartyOf } from './relying-party-of.ts';
import { tellRefusal } from './tell-refusal.ts';
import type { WebAuthnServices } from './webauthn-services.ts';

const bodySchema = z.object({
  ...secondFactorFields,
  response: assertionResponse,
} satisfies Partial<FieldsOf<WebAuthnSignInBody>>);

const path = '/api/secondfactor/webauthn';
const ceremony = 'webauthn_sign_in';

/** `GET` and `POST /api/secondfactor/webauthn` (behaviour.md §1.6): a security key as the second factor. */
export function signInEndpoints(services: WebAuthnServices): readonly Endpoint[] {
  const { webauthn } = services;
  const group = { path, kind: 'api', guard: 'signed-in' } as const;
  return [
    {
      ...group,
      method: 'GET',
      countsAsActivity: false,
      async handle(request, { session: { username } }) {
        const party = relyingPartyOf(request);
        const { publicKey, challenge } = await webauthn.offerSignIn(party, username);
        const ticket = putChallenge(services, request, ceremony, { party, username, challenge });
        return ok({ publicKey } satisfies WebAuthnRequestData, [['Set-Cookie', ticket]]);
      },
    },
    {
      ...group,
      method: 'POST',
      countsAsActivity: true,
      async handle(request, visitor) {
        const body = readJson(request, bodySchema);
        if (body === undefined) return ko(400, messages.operationFailed);
        const headers = [['Set-Cookie', services.tickets.remove(ticketSite(request), ceremony)]] as const;
        const methods = await proveKey(services, request, visitor, body);
        if (methods === undefined) return ko(403, messages.secondFactorFailed, headers);
        return answerSecondFactor(services, request, visitor, {
          methods,
          usedMethod: 'webauthn',
          destination: body,
          headers,
        });
      },
    },
  ];
}

/** The proofs that the session may have from now on; undefined where the key was refused, for whatever reason. */
async function proveKey(
  services: WebAuthnServices,
  request: SiteRequest,
  { session: { username } }: FoundSession,
  { response, targetURL, requestMethod }: z.output<typeof bodySchema>,
): Promise<readonly string[] | undefined> {
  const { webauthn, secondFactorDoor } = services;
  const party = relyingPartyOf(request);
  const put = await takeChallenge(services, request, ceremony, { party, username });
  if (put === undefined) return undefined;
  let methods: readonly string[] | undefined;
  const attempt = {
    username,
    type: 'WebAuthn',
    address: request.address,
    origin: originOf(request),
    target: attemptTarget(request, targetURL, requestMethod),
  } as const;
  const outcome = await secondFactorDoor.attempt(attempt, async () => {
    const credential = await webauthn.find(party, response.id);
    if (credential?.username !== username) return false;
    const { challenge } = put;
    const checked = await webauthn.checkAssertion(party, {
      credential,
      challenge,
      response,
      isPasskey: false,
    });
    if (checked.outcome === 'right') methods = webauthn.methodsOf(checked);
    else tellRefusal(services, request, { username, ...checked });
    return checked.outcome === 'right';
  });
  return outcome === 'right' ? methods : undefined;
}
