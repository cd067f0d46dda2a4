import type { SecondFactorMethod } from '../../config/sections/default-2fa-method.ts';
import type { Answer } from '../../http/answer.ts';
import { plainAnswer } from '../../http/plain-answer.ts';
import type { Session } from '../../session/session.ts';
import type { FoundSession } from '../../session/sessions.ts';
import { ko, messages, ok } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import { fields } from '../fields.ts';
import { nextStepAfterSecondFactor } from '../next-step.ts';
import { noteUsedMethod } from '../note-used-method.ts';
import type { PortalServices } from '../portal-services.ts';
import { rememberThisDevice } from '../remember-this-device.ts';
import { securityEvent } from '../security-event.ts';
import type { Destination } from './answer-first-factor.ts';
import { answerWayOn, wayOnInFlow } from './answer-flow.ts';

/** What every second-factor body may say besides its proof (`shared/api/second-factor.ts`). */
export const secondFactorFields = {
  targetURL: fields.url,
  requestMethod: fields.method,
  flow: fields.flow,
  flowID: fields.flowId,
  rememberDevice: fields.flag,
};

/** A second factor that was right. */
export interface SecondFactorProof {
  /** RFC 8176 names: `['otp']`. */
  readonly methods: readonly string[];
  /** What is offered first from now on to those who have not chosen; absent: this changes nothing about that. */
  readonly usedMethod?: SecondFactorMethod;
  /** Where to go, and whether this browser is to be remembered: the fields of the body, as read. */
  readonly destination: Destination & { readonly rememberDevice?: boolean };
  /** Further headers of the answer, such as the removal of a ticket. */
  readonly headers?: Answer['headers'];
}

/** Raises the session after a second factor that was right, and answers with its new cookie and where to go (behaviour.md §1.4, §3.3). */
export async function answerSecondFactor(
  services: PortalServices,
  request: SiteRequest,
  visitor: FoundSession,
  { methods, usedMethod, destination, headers = [] }: SecondFactorProof,
): Promise<Answer> {
  const raised = await services.sessions.raise(request.cookieDomain, visitor, { methods });
  if (raised === undefined) return plainAnswer(403);
  const details = { method: methods.join(' ') };
  await services.securityEvents.tell(securityEvent(request, visitor, { kind: 'second-factor', details }));
  if (usedMethod !== undefined) await noteUsedMethod(services, request, raised.session.username, usedMethod);
  const ticket =
    destination.rememberDevice === true
      ? await rememberThisDevice(services, request, { ...visitor, session: raised.session })
      : [];
  const all: Answer['headers'] = [['Set-Cookie', raised.setCookie], ...ticket, ...headers];
  return answerTwoFactors(services, request, { session: raised.session, destination }, all);
}

/** Where somebody goes who has proved two factors (behaviour.md §1.4); `headers` hold their cookie. */
export async function answerTwoFactors(
  services: PortalServices,
  request: SiteRequest,
  { session, destination }: { readonly session: Session; readonly destination: Destination },
  headers: Answer['headers'],
): Promise<Answer> {
  const { config } = services;
  // A flow wins over the target (behaviour.md §1.1).
  if (destination.flow !== '') {
    const url = await wayOnInFlow(services, request, session, destination);
    return url === undefined ? ko(200, messages.operationFailed, headers) : answerWayOn(url, headers);
  }
  const step = nextStepAfterSecondFactor({
    cookieDomain: request.cookieDomain,
    allDomains: config.session.cookies,
    rawTargetUrl: destination.targetURL,
    requestMethod: destination.requestMethod,
  });
  if (step.kind === 'malformed-target') return ko(200, messages.operationFailed, headers);
  return ok(step.kind === 'redirect' ? step.data : undefined, headers);
}
