import type { Answer } from '../../http/answer.ts';
import { plainAnswer } from '../../http/plain-answer.ts';
import type { FoundSession } from '../../session/sessions.ts';
import { ko, messages, ok } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import { fields } from '../fields.ts';
import { nextStepAfterSecondFactor } from '../next-step.ts';
import type { PortalServices } from '../portal-services.ts';
import type { Destination } from './answer-first-factor.ts';
import { answerWayOn, wayOnInFlow } from './answer-flow.ts';

/** What every second-factor body may say besides its proof (`shared/api/second-factor.ts`). */
export const secondFactorFields = {
  targetURL: fields.url,
  requestMethod: fields.method,
  flow: fields.flow,
  flowID: fields.flowId,
};

/** A second factor that was right. */
export interface SecondFactorProof {
  /** RFC 8176 names: `['otp']`. */
  readonly methods: readonly string[];
  readonly destination: Destination;
  /** Further headers of the answer, such as the removal of a ticket. */
  readonly headers?: Answer['headers'];
}

/** Raises the session after a second factor that was right, and answers with its new cookie and where to go (behaviour.md §1.4, §3.3). */
export async function answerSecondFactor(
  services: PortalServices,
  request: SiteRequest,
  visitor: FoundSession,
  { methods, destination, headers = [] }: SecondFactorProof,
): Promise<Answer> {
  const { config, sessions } = services;
  const raised = await sessions.raise(request.cookieDomain, visitor, { methods });
  if (raised === undefined) return plainAnswer(403);
  const all: Answer['headers'] = [['Set-Cookie', raised.setCookie], ...headers];
  // A flow wins over the target (behaviour.md §1.1).
  if (destination.flow !== '') {
    const url = await wayOnInFlow(services, request, raised.session, destination);
    return url === undefined ? ko(200, messages.operationFailed, all) : answerWayOn(url, all);
  }
  const step = nextStepAfterSecondFactor({
    cookieDomain: request.cookieDomain,
    allDomains: config.session.cookies,
    rawTargetUrl: destination.targetURL,
    requestMethod: destination.requestMethod,
  });
  if (step.kind === 'malformed-target') return ko(200, messages.operationFailed, all);
  return ok(step.kind === 'redirect' ? step.data : undefined, all);
}
