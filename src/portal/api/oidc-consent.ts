import { z } from 'zod';
import type {
  OidcConsentAnswer,
  OidcConsentBody,
  OidcConsentData,
} from '../../../shared/api/oidc-consent.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import type { OpenIdFlows } from '../openid-flows.ts';
import { readJson } from '../read-json.ts';

const path = '/api/oidc/consent';

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

/** What an application asks for, and the answer to it, for the person signed in alone (behaviour.md §1.8). None where there is no provider. */
export function oidcConsentEndpoints(flows: OpenIdFlows | undefined): readonly Endpoint[] {
  return flows === undefined ? [] : [questionEndpoint(flows), decisionEndpoint(flows)];
}

function questionEndpoint(flows: OpenIdFlows): Endpoint {
  return {
    method: 'GET',
    path,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: true,
    async handle({ cookieDomain, address, rawQuery }, { session }) {
      const ids = new URLSearchParams(rawQuery).getAll('flow_id');
      const rawFlowId = ids.length === 1 ? (ids[0] ?? '') : '';
      const question = await flows.question({ cookieDomain, rawFlowId, session, address });
      if (question === undefined) return ko(200, messages.operationFailed);
      const data: OidcConsentData = {
        client_id: question.clientId,
        client_description: question.clientName,
        scopes: question.scopes,
        audience: question.audience,
        pre_configuration: question.canBeRemembered,
        claims: question.claims,
        essential_claims: question.essentialClaims,
        require_login: false,
      };
      return ok(data);
    },
  };
}

function decisionEndpoint(flows: OpenIdFlows): Endpoint {
  return {
    method: 'POST',
    path,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: true,
    async handle(request, { session }) {
      const body = readJson(request, bodySchema);
      if (body === undefined || body.subflow !== '') return ko(200, messages.operationFailed);
      const { cookieDomain, address } = request;
      const visit = { cookieDomain, rawFlowId: body.flow_id, session, address };
      const url = await flows.decide(visit, {
        clientId: body.client_id,
        isGiven: body.consent,
        isToBeRemembered: body.pre_configure,
        claims: body.claims ?? undefined,
      });
      if (url === undefined) return ko(200, messages.operationFailed);
      const data: OidcConsentAnswer = { redirect_uri: url };
      return ok(data);
    },
  };
}
