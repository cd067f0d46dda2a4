import type { Answer } from '../../http/answer.ts';
import type { FoundSession } from '../../session/sessions.ts';
import { redirect } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import { eventOrigin } from '../event-origin.ts';
import { type Destination, destinationQuery } from '../pages/destination.ts';
import { markSentTo } from '../pages/onward-marker.ts';
import type { PageAnswers } from '../pages/page-answers.ts';
import { withVisit } from '../pages/with-visit.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { cookieHeaders } from '../visitor.ts';
import { whatIsMissing } from '../what-is-missing.ts';
import { handOverUrl, hasPortal, homeDomain, type PortalDomain } from './home-domain.ts';
import { readState, stateSite } from './state-ticket.ts';

type SafeDestination = Exclude<Destination, { readonly kind: 'unsafe' }>;

/**
 * `GET /hand-over`, the way of a sign-in from the home domain to another (`session.sign_in_once`). At home, asked with `to` and `state`: whoever
 * lacks something proves it there first, everybody else is sent to the other portal with a token. There, asked with `token`: the session is made.
 */
export function handOver(
  services: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
): Promise<Answer> {
  return withVisit(services, pages, request, async ({ request: atSite, visitor, destination }) => {
    const query = new URLSearchParams(atSite.rawQuery);
    const token = query.get('token');
    if (token !== null) return receive(services, atSite, destination, token);
    const to = otherPortal(services, atSite, query.get('to'));
    const state = query.get('state') ?? '';
    const hasAll = to !== undefined && visitor !== undefined && state !== '';
    if (!hasAll || lacksSomething(services, atSite, visitor, destination)) {
      return toStartPage(atSite, destination);
    }
    return send(services, { to, state, visitor, destination });
  });
}

/** The cookie domain that asks, where it is another one than the home that is asked. */
function otherPortal(
  { config }: PortalServices,
  { cookieDomain }: SiteRequest,
  asked: string | null,
): PortalDomain | undefined {
  if (homeDomain(config.session)?.domain !== cookieDomain.domain || asked === cookieDomain.domain)
    return undefined;
  const to = config.session.cookies.find(({ domain }) => domain === asked);
  return to !== undefined && hasPortal(to) ? to : undefined;
}

/** Whether something is to be proved at home first. What nobody may see is told by the portal that was asked. */
function lacksSomething(
  { policy, clock }: PortalServices,
  { address }: SiteRequest,
  { session }: FoundSession,
  destination: SafeDestination,
): boolean {
  if (destination.kind === 'none') return false;
  const { missing } = whatIsMissing(policy, session, {
    target: destination.target,
    address,
    nowMs: clock.now(),
  });
  return missing !== 'nothing' && missing !== 'permission';
}

interface Sending {
  readonly to: PortalDomain;
  readonly state: string;
  readonly visitor: FoundSession;
  readonly destination: SafeDestination;
}

function send({ handOverTokens }: PortalServices, { to, state, visitor, destination }: Sending): Answer {
  const token = handOverTokens.issue({ to: to.domain, state }, visitor.session);
  const onward =
    destination.kind === 'safe' ? { rd: destination.target.url, rm: destination.target.method } : {};
  return redirect(302, handOverUrl(to, { token, ...onward }));
}

async function receive(
  services: PortalServices,
  request: SiteRequest,
  destination: SafeDestination,
  token: string,
): Promise<Answer> {
  const { handOverTokens, spendOnce, users, sessions, tickets, log } = services;
  const { cookieDomain } = request;
  const state = readState(services, request);
  const opened =
    state === undefined ? undefined : handOverTokens.open({ to: cookieDomain.domain, state }, token);
  const isFirst = opened !== undefined && (await spendOnce.spend('hand-over', opened.id, opened.endsAtMs));
  const user = isFirst ? await users.find(opened.session.username) : undefined;
  if (opened === undefined || user?.username !== opened.session.username) {
    log.warn(
      { request_id: request.id, cookie_domain: cookieDomain.domain },
      'a hand-over of a sign-in is not good',
    );
    // The marker keeps this portal from asking home once more.
    return toStartPage(request, destination, [['Set-Cookie', markSentTo(request, urlOf(destination))]]);
  }
  const { setCookie } = await sessions.adopt(cookieDomain, cookieHeaders(request), {
    ...opened.session,
    displayName: user.displayName,
    emails: user.emails,
    groups: user.groups,
    origin: eventOrigin(request),
  });
  const url = urlOf(destination);
  return redirect(302, url === '' ? request.basePath : url, [
    ['Set-Cookie', setCookie],
    ['Set-Cookie', tickets.remove(stateSite(request), 'hand_over')],
    ['Set-Cookie', markSentTo(request, url)],
  ]);
}

/** The start page of this very portal, with the destination. */
function toStartPage(
  request: SiteRequest,
  destination: SafeDestination,
  headers: Answer['headers'] = [],
): Answer {
  return redirect(302, `${request.basePath}${destinationQuery(destination)}`, headers);
}

function urlOf(destination: SafeDestination): string {
  return destination.kind === 'safe' ? destination.target.url : '';
}
