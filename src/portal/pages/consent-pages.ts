import type { ConsentView } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import { redirect } from '../answers.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import type { ConsentQuestion, OpenIdFlows } from '../openid-flows.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { isSiteRequest } from '../run-endpoint.ts';
import { findVisitor } from '../visitor.ts';
import { devicePageEndpoints } from './device-pages.ts';
import { nameOf } from './name-of.ts';
import { createSendOnByPage } from './onward-page.ts';
import type { PageAnswers } from './page-answers.ts';
import { readForm } from './read-form.ts';
import { flowQuery, readFlow, showFlowOver } from './show-flow.ts';

const path = '/consent/openid/decision';

const deviceOutcomes = ['accepted', 'rejected'] as const;

/** The pages of the OpenID Connect provider: consent, and what went wrong (behaviour.md §9.4). None where there is no provider. */
export function consentPageEndpoints(services: PortalServices, pages: PageAnswers): readonly Endpoint[] {
  const { openIdFlows: flows } = services;
  if (flows === undefined) return [];
  const decide = (request: SiteRequest) => takeDecision(services, flows, pages, request);
  return [
    {
      method: 'GET',
      path,
      kind: 'page',
      guard: 'anyone',
      handle: (request) => showQuestion(services, flows, pages, request),
    },
    { method: 'POST', path, kind: 'page', guard: 'known-site', handle: decide },
    ...devicePageEndpoints(services, pages),
    {
      method: 'GET',
      path: '/consent/completion',
      kind: 'page',
      guard: 'anyone',
      handle: (request) => showCompletion(pages, request),
    },
  ];
}

async function showQuestion(
  { sessions }: PortalServices,
  flows: OpenIdFlows,
  pages: PageAnswers,
  request: PortalRequest,
): Promise<Answer> {
  if (!isSiteRequest(request)) return pages.show(request, { page: 'error', problem: 'no-cookie-domain' });
  const flowId = readFlow(request);
  if (flowId === undefined) return showFlowOver(pages, request);
  const visitor = await findVisitor(sessions, request, { countsAsActivity: true });
  const { cookieDomain, address } = request;
  const session = visitor?.session;
  const question = await flows.question({ cookieDomain, rawFlowId: flowId, session, address });
  if (session === undefined) return redirect(302, `${request.basePath}${flowQuery(flowId)}`);
  if (question === undefined) return showFlowOver(pages, request);
  return pages.show(request, {
    page: 'consent',
    flowId,
    displayName: nameOf(session),
    consent: viewOf(question),
  });
}

function viewOf({ redirectHost, userCode, ...question }: ConsentQuestion): ConsentView {
  const { clientId, clientName, scopes, claims, audience, canBeRemembered } = question;
  return {
    clientId,
    clientName,
    scopes,
    claims,
    audience,
    canBeRemembered,
    ...(redirectHost === undefined ? {} : { redirectHost }),
    ...(userCode === undefined ? {} : { userCode }),
  };
}

/** The form sent; without one of its two buttons nothing is decided. A page sends on from here (see `onward-page.ts`). */
async function takeDecision(
  { sessions }: PortalServices,
  flows: OpenIdFlows,
  pages: PageAnswers,
  request: SiteRequest,
): Promise<Answer> {
  const form = readForm(request);
  const visitor = await findVisitor(sessions, request, { countsAsActivity: true });
  const decision = form?.field('decision');
  if (form === undefined || visitor === undefined || (decision !== 'accept' && decision !== 'deny')) {
    return showFlowOver(pages, request);
  }
  const { cookieDomain, address } = request;
  const visit = { cookieDomain, rawFlowId: form.field('flow_id') ?? '', session: visitor.session, address };
  const url = await flows.decide(visit, {
    clientId: form.field('client_id') ?? '',
    isGiven: decision === 'accept',
    isToBeRemembered: form.field('pre_configure') === 'true',
    claims: undefined,
  });
  return url === undefined
    ? showFlowOver(pages, request)
    : createSendOnByPage(pages)(request, visitor.session, url);
}

/** What came of a device's request, and what cannot be told to the application. Of the address only a code of OAuth 2.0 is shown: anybody can write one. */
function showCompletion(pages: PageAnswers, request: PortalRequest): Answer {
  const query = new URLSearchParams(request.rawQuery);
  const deviceOutcome = deviceOutcomes.find((one) => one === query.get('decision'));
  if (deviceOutcome !== undefined) return pages.show(request, { page: 'device', deviceOutcome });
  const error = query.get('error') ?? '';
  if (error === 'expired_token') {
    return pages.show(request, { page: 'error', problem: 'openid-device-over' }, { status: 400 });
  }
  const openIdError = /^[a-z_]{1,64}$/.test(error) ? error : 'server_error';
  return pages.show(request, { page: 'error', problem: 'openid-error', openIdError }, { status: 400 });
}
