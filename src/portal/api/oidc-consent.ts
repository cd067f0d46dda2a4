import { z } from 'zod';
import type {
  OidcConsentAnswer,
  OidcConsentBody,
  OidcConsentData,
  OidcDeviceConsentAnswer,
} from '../../../shared/api/oidc-consent.ts';
import type { Answer } from '../../http/answer.ts';
import type { Session } from '../../session/session.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import type { ConsentQuestion, OpenIdDeviceFlows, OpenIdFlows } from '../openid-flows.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { retryAfter } from '../run-within-limit.ts';
import { withinGuessLimits } from '../within-guess-limits.ts';

const path = '/api/oidc/consent';
const deviceSubflow = 'device_authorization';

/** More claims than any client of this world asks for. */
const [mostClaims, longestClaim] = [100, 100];

const bodySchema = z.object({
  flow_id: fields.flowId,
  client_id: fields.flowId,
  consent: z.boolean(),
  pre_configure: fields.flag,
  claims: z.array(z.string().max(longestClaim)).max(mostClaims).nullish(),
  subflow: fields.flow,
  user_code: fields.flowId,
} satisfies FieldsOf<OidcConsentBody>);

type Body = z.output<typeof bodySchema>;

/** What the endpoints work with. */
interface ConsentServices extends Pick<PortalServices, 'rateLimiter'> {
  readonly flows: OpenIdFlows;
  readonly deviceFlows: OpenIdDeviceFlows;
}

/** What an application or a device asks for, and the answer to it, for the person signed in alone (behaviour.md §1.8). None where there is no provider. */
export function oidcConsentEndpoints(services: PortalServices): readonly Endpoint[] {
  const { openIdFlows: flows, openIdDeviceFlows: deviceFlows, rateLimiter } = services;
  if (flows === undefined || deviceFlows === undefined) return [];
  const group = { path, kind: 'api', guard: 'signed-in', countsAsActivity: true } as const;
  const consent = { flows, deviceFlows, rateLimiter };
  return [
    {
      ...group,
      method: 'GET',
      handle: (request, { session }) => answerQuestion(consent, request, session),
    },
    {
      ...group,
      method: 'POST',
      handle: (request, { session }) => takeDecision(consent, request, session),
    },
  ];
}

async function answerQuestion(
  services: ConsentServices,
  request: SiteRequest,
  session: Session,
): Promise<Answer> {
  const query = new URLSearchParams(request.rawQuery);
  const { cookieDomain, address } = request;
  const visit = { cookieDomain, session, address };
  const [flowIds, codes] = [query.getAll('flow_id'), query.getAll('user_code')];
  if (flowIds.length + codes.length !== 1) return ko(200, messages.operationFailed);
  const [rawFlowId] = flowIds;
  const question =
    rawFlowId === undefined
      ? await withinGuessLimits(services, request, session, () =>
          services.deviceFlows.questionOfDevice(visit, codes[0] ?? ''),
        )
      : await services.flows.question({ ...visit, rawFlowId });
  if (question === undefined) return ko(200, messages.operationFailed);
  return 'reason' in question
    ? ko(429, messages.tooManyRequests, [retryAfter(question)])
    : ok(toData(question));
}

function toData(question: ConsentQuestion): OidcConsentData {
  return {
    client_id: question.clientId,
    client_description: question.clientName,
    scopes: question.scopes,
    audience: question.audience,
    pre_configuration: question.canBeRemembered,
    claims: question.claims,
    essential_claims: question.essentialClaims,
    require_login: question.isProofMissing,
  };
}

async function takeDecision(
  services: ConsentServices,
  request: SiteRequest,
  session: Session,
): Promise<Answer> {
  const body = readJson(request, bodySchema);
  if (body === undefined) return ko(200, messages.operationFailed);
  if (body.subflow === deviceSubflow) return takeDeviceDecision(services, request, session, body);
  if (body.subflow !== '') return ko(200, messages.operationFailed);
  const { cookieDomain, address } = request;
  const visit = { cookieDomain, rawFlowId: body.flow_id, session, address };
  const url = await services.flows.decide(visit, decisionOf(body));
  if (url === undefined) return ko(200, messages.operationFailed);
  const data: OidcConsentAnswer = { redirect_uri: url };
  return ok(data);
}

async function takeDeviceDecision(
  services: ConsentServices,
  request: SiteRequest,
  session: Session,
  body: Body,
): Promise<Answer> {
  const { cookieDomain, address } = request;
  const taken = await withinGuessLimits(services, request, session, async () => {
    const visit = { cookieDomain, session, address };
    const flowId = await services.deviceFlows.decideOfDevice(visit, body.user_code, decisionOf(body));
    return flowId === undefined ? undefined : { flowId };
  });
  if (taken === undefined) return ko(200, messages.operationFailed);
  if ('reason' in taken) return ko(429, messages.tooManyRequests, [retryAfter(taken)]);
  const data: OidcDeviceConsentAnswer = { flow_id: taken.flowId };
  return ok(data);
}

function decisionOf({ client_id, consent, pre_configure, claims }: Body) {
  return {
    clientId: client_id,
    isGiven: consent,
    isToBeRemembered: pre_configure,
    claims: claims ?? undefined,
  };
}
