import type { Answer } from '../../http/answer.ts';
import type { Session } from '../../session/session.ts';
import { redirect } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import { askHome } from '../hand-over/ask-home.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { whatIsMissing } from '../what-is-missing.ts';
import { type Destination, destinationView } from './destination.ts';
import { nameOf } from './name-of.ts';
import { markSentTo, wasJustSentTo } from './onward-marker.ts';
import type { PageAnswers } from './page-answers.ts';
import { showDenied } from './show-denied.ts';
import { readFlow, showFlow } from './show-flow.ts';
import { showSignIn } from './show-sign-in.ts';
import { withVisit } from './with-visit.ts';

/** How a browser is sent on: by a redirect, or by a page that does it, where the request follows a form (see `onward-page.ts`). */
export type SendOn = (request: PortalRequest, session: Session, url: string) => Answer;

/**
 * The portal's page for whoever comes: sign in, go on to where you were going, prove more, prove it once more, you may not, or you are signed in. What a page does for
 * its visitor is activity; unknown paths end here too, as Authelia's do (behaviour.md §1.1).
 */
export function showPortal(
  services: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
  sendOn: SendOn = sendOnByRedirect,
): Promise<Answer> {
  return withVisit(services, pages, request, (visit) => {
    const { visitor, destination } = visit;
    const flow = readFlow(request);
    if (flow !== undefined) return showFlow(services, pages, { ...visit, rawFlowId: flow }, sendOn);
    if (visitor === undefined)
      return askHome(services, visit.request, destination) ?? showSignIn(pages, visit);
    if (destination.kind === 'none') return showSignedIn(pages, request, visitor.session, destination);
    return showWayOn(services, pages, { ...visit, session: visitor.session, destination }, sendOn);
  });
}

/** Somebody signed in who is on the way to a target. */
interface Traveller {
  readonly request: SiteRequest;
  readonly session: Session;
  readonly destination: Extract<Destination, { readonly kind: 'safe' }>;
}

function showWayOn(
  services: PortalServices,
  pages: PageAnswers,
  { request, session, destination }: Traveller,
  sendOn: SendOn,
): Answer {
  const { policy, clock, log } = services;
  const { target } = destination;
  const { missing, requirement } = whatIsMissing(policy, session, {
    target,
    address: request.address,
    nowMs: clock.now(),
  });
  if (missing === 'permission') return showDenied(log, pages, request, { session, target, requirement });
  if (missing === 'second-factor' || missing === 'fresh-first-factor') {
    const atHome = askHome(services, request, destination);
    if (atHome !== undefined) return atHome;
  }
  if (missing === 'second-factor') {
    return pages.show(request, { page: 'second-factor', ...destinationView(destination) });
  }
  if (missing === 'fresh-first-factor') {
    const displayName = nameOf(session);
    return pages.show(request, { page: 'reauthenticate', displayName, ...destinationView(destination) });
  }
  return wasJustSentTo(request, target.url)
    ? showSignedIn(pages, request, session, destination)
    : sendOn(request, session, target.url);
}

function showSignedIn(
  pages: PageAnswers,
  request: PortalRequest,
  session: Session,
  destination: Destination,
): Answer {
  return pages.show(request, {
    page: 'signed-in',
    displayName: nameOf(session),
    ...destinationView(destination),
  });
}

const sendOnByRedirect: SendOn = (request, _session, url) =>
  redirect(302, url, [['Set-Cookie', markSentTo(request, url)]]);
