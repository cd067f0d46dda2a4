import type { SecondFactorName } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import { levelOf } from '../../session/level.ts';
import type { Session } from '../../session/session.ts';
import { redirect } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import { askHome } from '../hand-over/ask-home.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { whatIsMissing } from '../what-is-missing.ts';
import { type Destination, destinationView } from './destination.ts';
import { isOwnPage } from './is-own-page.ts';
import { nameOf } from './name-of.ts';
import { markSentTo, wasJustSentTo } from './onward-marker.ts';
import type { PageAnswers } from './page-answers.ts';
import { secondFactorView } from './second-factor-view.ts';
import { showDenied } from './show-denied.ts';
import { devicePageOf, readFlow, showFlow } from './show-flow.ts';
import { showReauthentication } from './show-reauthentication.ts';
import { type Proving, showSecondFactor } from './show-second-factor.ts';
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
  { sendOn = sendOnByRedirect, method }: PortalView = {},
): Promise<Answer> {
  return withVisit(services, pages, request, async (visit) => {
    const { visitor, destination } = visit;
    const devicePage = services.openIdDeviceFlows && devicePageOf(request);
    if (devicePage !== undefined) return redirect(302, devicePage);
    const flow = readFlow(request);
    if (flow !== undefined) return showFlow(services, pages, { ...visit, rawFlowId: flow }, sendOn);
    if (visitor === undefined) {
      const atHome = askHome(services, visit.request, destination);
      return atHome ?? showSignIn(services, pages, visit, { keptPath: method && `2fa/${method}` });
    }
    const { session } = visitor;
    if (destination.kind === 'safe') {
      return showWayOn(services, pages, { ...visit, session, destination }, { sendOn, method });
    }
    return (await isSecondFactorNext(services, visit.request, session, method))
      ? showSecondFactor(services, pages, { ...visit, session }, { method })
      : showSignedIn(pages, request, session, destination);
  });
}

/** What a path asks of the portal's page. */
export interface PortalView {
  readonly sendOn?: SendOn;
  /** The way to give the second factor that the path names (behaviour.md §1.2). */
  readonly method?: SecondFactorName | undefined;
}

/** Without a target: where somebody asked for it, or where some target wants two factors and they can give the second. */
async function isSecondFactorNext(
  services: PortalServices,
  request: SiteRequest,
  session: Session,
  method: SecondFactorName | undefined,
): Promise<boolean> {
  if (levelOf(session.methods) === 2) return false;
  if (method !== undefined) return true;
  if (!services.policy.isSecondFactorNeededAnywhere) return false;
  return (await secondFactorView(services, request, session, method)).methods.length > 0;
}

/** Somebody signed in who is on the way to a target. */
interface Traveller extends Proving {
  readonly destination: Extract<Destination, { readonly kind: 'safe' }>;
}

async function showWayOn(
  services: PortalServices,
  pages: PageAnswers,
  traveller: Traveller,
  { sendOn, method }: { readonly sendOn: SendOn; readonly method: SecondFactorName | undefined },
): Promise<Answer> {
  const { policy, clock, log } = services;
  const { request, session, destination } = traveller;
  const { target } = destination;
  if (isOwnPage(request, target)) {
    const isAskedFor = method !== undefined && levelOf(session.methods) < 2;
    return isAskedFor
      ? showSecondFactor(services, pages, traveller, { method })
      : sendOn(request, session, target.url);
  }
  const journey = { target, address: request.address, nowMs: clock.now() };
  const { missing, requirement } = whatIsMissing(policy, session, journey);
  if (missing === 'permission') return showDenied(log, pages, request, { session, target, requirement });
  if (missing !== 'nothing') {
    const atHome = askHome(services, request, destination);
    if (atHome !== undefined) return atHome;
    return missing === 'second-factor'
      ? showSecondFactor(services, pages, traveller, { method })
      : showReauthentication(services, pages, traveller);
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
