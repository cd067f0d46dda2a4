import type { RedirectData } from '../../../shared/api/first-factor.ts';
import type { Target } from '../../access/target.ts';
import type { Answer } from '../../http/answer.ts';
import type { IssuedSession } from '../../session/sessions.ts';
import { ko, messages, ok } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import { fields } from '../fields.ts';
import { nextStepAfterFirstFactor } from '../next-step.ts';
import { ownUrl } from '../own-url.ts';
import { destinationQuery } from '../pages/destination.ts';
import type { PortalServices } from '../portal-services.ts';
import { answerWayOn, wayOnInFlow } from './answer-flow.ts';

/** What every first-factor body may say of where the person is going (behaviour.md §1.1, §1.4). */
export const destinationFields = {
  targetURL: fields.url,
  requestMethod: fields.method,
  flow: fields.flow,
  flowID: fields.flowId,
};

/** Where the person is going, checked in form only. */
export interface Destination {
  readonly targetURL: string;
  readonly requestMethod: string;
  readonly flow: string;
  readonly flowID: string;
}

/** The answer to a first factor that was right: the session's cookie, and where to go. */
export async function answerFirstFactor(
  services: PortalServices,
  request: SiteRequest,
  { session, setCookie, headers = [] }: IssuedSession & { readonly headers?: Answer['headers'] },
  destination: Destination,
): Promise<Answer> {
  const { config, policy, clock } = services;
  const cookie: Answer['headers'] = [['Set-Cookie', setCookie], ...headers];
  // A flow wins over the target (behaviour.md §1.1).
  if (destination.flow !== '') {
    const url = await wayOnInFlow(services, request, session, destination);
    return url === undefined ? ko(200, messages.authenticationFailed, cookie) : answerWayOn(url, cookie);
  }
  const step = nextStepAfterFirstFactor({
    session,
    cookieDomain: request.cookieDomain,
    allDomains: config.session.cookies,
    policy,
    address: request.address,
    nowMs: clock.now(),
    rawTargetUrl: destination.targetURL,
    requestMethod: destination.requestMethod,
  });
  switch (step.kind) {
    case 'redirect':
      return ok(step.data, cookie);
    case 'portal':
      return ok(undefined, cookie);
    case 'denied':
      return ok(portalPageOf(request, step.target), cookie);
    case 'malformed-target':
      return ko(200, messages.authenticationFailed, cookie);
  }
}

/** Authelia sends who may not go on there all the same, to the bare 403 of the proxy; our own page says what to do next. */
function portalPageOf(request: SiteRequest, target: Target): RedirectData | undefined {
  const redirect = ownUrl(request, destinationQuery({ kind: 'safe', target }));
  return redirect === undefined ? undefined : { redirect };
}
