import type { Answer } from '../../http/answer.ts';
import type { FlowStep } from '../openid-flows.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { nameOf } from './name-of.ts';
import type { PageAnswers } from './page-answers.ts';
import type { SendOn } from './show-portal.ts';
import { showSignIn } from './show-sign-in.ts';
import type { Visit } from './with-visit.ts';

/** The one flow that there is (behaviour.md §1.1). */
export const knownFlow = 'openid_connect';

/** The id of the flow that a request to a page is in, as received; undefined where it is in none. */
export function readFlow({ rawQuery }: PortalRequest): string | undefined {
  const query = new URLSearchParams(rawQuery);
  const ids = query.getAll('flow_id');
  return query.get('flow') === knownFlow && ids.length === 1 ? ids[0] : undefined;
}

/** The query that keeps a flow. */
export function flowQuery(flowId: string): string {
  return `?${new URLSearchParams({ flow: knownFlow, flow_id: flowId }).toString()}`;
}

/** Somebody on the way to an application that speaks OpenID Connect. */
interface FlowVisitor extends Visit {
  readonly rawFlowId: string;
}

/** What the flow needs next: a proof, or to go on. */
export async function showFlow(
  { openIdFlows }: Pick<PortalServices, 'openIdFlows'>,
  pages: PageAnswers,
  { rawFlowId, ...visit }: FlowVisitor,
  sendOn: SendOn,
): Promise<Answer> {
  const { request, visitor } = visit;
  const { cookieDomain, address } = request;
  const session = visitor?.session;
  const step: FlowStep = (await openIdFlows?.step({ cookieDomain, rawFlowId, session, address })) ?? {
    kind: 'unknown',
  };
  if (step.kind === 'unknown') return showFlowOver(pages, request);
  if (session === undefined || step.kind === 'sign-in') {
    return showSignIn(pages, { ...visit, destination: { kind: 'none' } }, undefined, rawFlowId);
  }
  if (step.kind === 'go-on') return sendOn(request, session, step.url);
  const page = step.kind === 'second-factor' ? 'second-factor' : 'reauthenticate';
  return pages.show(request, { page, flowId: rawFlowId, displayName: nameOf(session) });
}

/** The page for a flow that is not under way any more, or never was. */
export function showFlowOver(pages: PageAnswers, request: PortalRequest): Answer {
  return pages.show(request, { page: 'error', problem: 'openid-flow-over' }, { status: 400 });
}
