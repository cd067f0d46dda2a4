import { z } from 'zod';
import type {
  WebAuthnCreationData,
  WebAuthnDescriptionBody,
  WebAuthnRegisteredData,
} from '../../../../shared/api/webauthn.ts';
import { registrationResponse } from '../../../factors/webauthn/registration-response.ts';
import type { Answer } from '../../../http/answer.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import { ko, messages, ok } from '../../answers.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import type { FieldsOf } from '../../fields.ts';
import { firstRecoveryCodes } from '../../first-recovery-codes.ts';
import { readJson } from '../../read-json.ts';
import { securityEvent } from '../../security-event.ts';
import { ticketSite } from '../../ticket-site.ts';
import { putChallenge, takeChallenge } from './challenges.ts';
import { descriptionField } from './description-field.ts';
import { nameTaken } from './name-taken.ts';
import { relyingPartyOf } from './relying-party-of.ts';
import { tellRefusal } from './tell-refusal.ts';
import type { WebAuthnServices } from './webauthn-services.ts';

const descriptionBody = z.object({
  description: descriptionField,
} satisfies FieldsOf<WebAuthnDescriptionBody>);

const ceremony = 'webauthn_registration';

/** `PUT`, `POST` and `DELETE /api/secondfactor/webauthn/credential/register`: begins, ends and drops a registration (behaviour.md §1.6). */
export function registrationEndpoints(services: WebAuthnServices): readonly Endpoint[] {
  const group = {
    path: '/api/secondfactor/webauthn/credential/register',
    kind: 'api',
    guard: 'elevated',
    countsAsActivity: true,
  } as const;
  return [
    { ...group, method: 'PUT', handle: (request, visitor) => begin(services, request, visitor) },
    { ...group, method: 'POST', handle: (request, visitor) => finish(services, request, visitor) },
    {
      ...group,
      method: 'DELETE',
      handle: (request: SiteRequest) => ok(undefined, withoutTicket(services, request)),
    },
  ];
}

async function begin(services: WebAuthnServices, request: SiteRequest, { session }: FoundSession) {
  const { webauthn } = services;
  const body = readJson(request, descriptionBody);
  if (body === undefined) return ko(400, messages.operationFailed);
  const { username, displayName } = session;
  const { description } = body;
  const party = relyingPartyOf(request);
  const known = await webauthn.credentials.listOf({ rpid: party.id, username });
  const isTaken = known.some((one) => one.description.toLowerCase() === description.toLowerCase());
  if (isTaken) return ko(409, nameTaken);
  const { publicKey, challenge } = await webauthn.offerRegistration(party, { username, displayName });
  const ticket = putChallenge(services, request, ceremony, { party, username, challenge, description });
  return ok({ publicKey } satisfies WebAuthnCreationData, [['Set-Cookie', ticket]]);
}

/** 201 for a credential that is kept, the one success of the API that is not 200. */
async function finish(
  services: WebAuthnServices,
  request: SiteRequest,
  visitor: FoundSession,
): Promise<Answer> {
  const { webauthn } = services;
  const response = readJson(request, registrationResponse);
  if (response === undefined) return ko(400, messages.operationFailed);
  const headers = withoutTicket(services, request);
  const { username } = visitor.session;
  const party = relyingPartyOf(request);
  const put = await takeChallenge(services, request, ceremony, { party, username });
  if (put?.description === undefined) return ko(403, messages.operationFailed, headers);
  const { challenge, description } = put;
  const checked = await webauthn.checkRegistration(party, { username, description, challenge, response });
  if (checked.outcome === 'refused') {
    tellRefusal(services, request, { username, ...checked });
    return ko(403, messages.operationFailed, headers);
  }
  const kept = await webauthn.credentials.add(checked.credential);
  if (kept === 'name-taken') return ko(409, nameTaken, headers);
  if (kept === 'known-already') return ko(403, messages.operationFailed, headers);
  const details = { name: description };
  await services.securityEvents.tell(securityEvent(request, visitor, { kind: 'webauthn-added', details }));
  const data: WebAuthnRegisteredData | undefined = await firstRecoveryCodes(services, request, visitor);
  return { ...ok(data, headers), status: 201 };
}

function withoutTicket({ tickets }: WebAuthnServices, request: SiteRequest): Answer['headers'] {
  return [['Set-Cookie', tickets.remove(ticketSite(request), ceremony)]];
}
