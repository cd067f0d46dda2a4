import type { Answer } from '../../http/answer.ts';
import type { Session } from '../../session/session.ts';
import { redirect } from '../answers.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { isSiteRequest } from '../run-endpoint.ts';
import { findVisitor } from '../visitor.ts';
import { whatIsMissing } from '../what-is-missing.ts';
import { type Destination, destinationView, readDestination } from './destination.ts';
import { nameOf } from './name-of.ts';
import { markSentTo, wasJustSentTo } from './onward-marker.ts';
import type { PageAnswers } from './page-answers.ts';
import { showDenied } from './show-denied.ts';

/** How a browser is sent on: by a redirect, or by a page that does it, where the request follows a form (see `onward-page.ts`). */
export type SendOn = (request: PortalRequest, session: Session, url: string) => Answer;

/**
 * The portal's page for whoever comes: sign in, go on to where you were going, prove more, prove it once more, you may not, or you are signed in. What a page does for
 * its visitor is activity; unknown paths end here too, as Authelia's do (behaviour.md §1.1).
 */
export async function showPortal(
  { config, sessions, policy, clock, log }: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
  sendOn: SendOn = sendOnByRedirect,
): Promise<Answer> {
  // 200 as Authelia's page has here: load balancers look at it under the machine's own name.
  if (!isSiteRequest(request)) return pages.show(request, { page: 'error', problem: 'no-cookie-domain' });
  const query = new URLSearchParams(request.rawQuery);
  const destination = readDestination(query.getAll('rd'), query.getAll('rm'), config.session.cookies);
  const visitor = await findVisitor(sessions, request, { countsAsActivity: true });
  if (destination.kind === 'unsafe') {
    return pages.show(request, { page: 'error', problem: 'unsafe-target' }, { status: 400 });
  }
  if (visitor === undefined) return pages.show(request, { page: 'sign-in', ...destinationView(destination) });
  const { session } = visitor;
  if (destination.kind === 'none') return showSignedIn(pages, request, session, destination);
  const { target } = destination;
  const { missing, requirement } = whatIsMissing(policy, session, {
    target,
    address: request.address,
    nowMs: clock.now(),
  });
  if (missing === 'permission') return showDenied(log, pages, request, { session, target, requirement });
  if (missing === 'second-factor') {
    return pages.show(request, { page: 'second-factor-needed', ...destinationView(destination) });
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
