import type { Answer } from '../../http/answer.ts';
import type { FlowStep } from '../openid-flows.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import type { PageAnswers } from './page-answers.ts';
import type { SentForm } from './read-form.ts';
import type { SendOn } from './show-portal.ts';
import { showReauthentication } from './show-reauthentication.ts';
import { showSecondFactor } from './show-second-factor.ts';
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

/** Where Authelia's link to the code of a device leads here: `flow` with `subflow=device_authorization` (behaviour.md §1.1). */
export function devicePageOf({ rawQuery, basePath }: PortalRequest): string | undefined {
  const query = new URLSearchParams(rawQuery);
  if (query.get('flow') !== knownFlow || query.get('subflow') !== 'device_authorization') return undefined;
  const code = new URLSearchParams({ user_code: query.get('user_code') ?? '' });
  return `${basePath}consent/openid/device-authorization?${code.toString()}`;
}

/** The flow that the form was shown in; undefined where there was none. */
export function flowOfForm(form: SentForm | undefined): string | undefined {
  return form?.field('flow') === knownFlow ? form.field('flowID') : undefined;
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
  services: PortalServices,
  pages: PageAnswers,
  { rawFlowId, ...visit }: FlowVisitor,
  sendOn: SendOn,
): Promise<Answer> {
  const { request, visitor } = visit;
  const { cookieDomain, address } = request;
  const session = visitor?.session;
  const destination = { kind: 'none' } as const;
  const step: FlowStep = (await services.openIdFlows?.step({
    cookieDomain,
    rawFlowId,
    session,
    address,
  })) ?? {
    kind: 'unknown',
  };
  if (step.kind === 'unknown') return showFlowOver(pages, request);
  if (session === undefined || step.kind === 'sign-in') {
    return showSignIn(services, pages, { request, destination }, { flowId: rawFlowId });
  }
  if (step.kind === 'go-on') return sendOn(request, session, step.url);
  const proving = { request, session, destination };
  return step.kind === 'second-factor'
    ? showSecondFactor(services, pages, proving, { method: undefined, flowId: rawFlowId })
    : showReauthentication(services, pages, proving, { flowId: rawFlowId });
}

/** The page for a flow that is not under way any more, or never was. */
export function showFlowOver(pages: PageAnswers, request: PortalRequest): Answer {
  return pages.show(request, { page: 'error', problem: 'openid-flow-over' }, { status: 400 });
}
