import type { Answer } from '../../http/answer.ts';
import type { Session } from '../../session/session.ts';
import { ok } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import { knownFlow } from '../pages/show-flow.ts';
import type { PortalServices } from '../portal-services.ts';

/** The flow that a body names, checked in form only. */
interface NamedFlow {
  readonly flow: string;
  readonly flowID: string;
}

/**
 * Where somebody goes on in a flow after a proof: a URL of this portal, or nothing (null) where the page has to ask for another proof first.
 * Undefined where there is no such flow.
 */
export async function wayOnInFlow(
  { openIdFlows }: Pick<PortalServices, 'openIdFlows'>,
  { cookieDomain, address }: SiteRequest,
  session: Session,
  { flow, flowID }: NamedFlow,
): Promise<string | null | undefined> {
  if (openIdFlows === undefined || flow !== knownFlow) return undefined;
  const step = await openIdFlows.step({ cookieDomain, rawFlowId: flowID, session, address });
  if (step.kind === 'unknown') return undefined;
  return step.kind === 'go-on' ? step.url : null;
}

/** Answers with the way on, or without one. */
export function answerWayOn(url: string | null, headers: Answer['headers']): Answer {
  return ok(url === null ? undefined : { redirect: url }, headers);
}
