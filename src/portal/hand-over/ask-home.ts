import type { Answer } from '../../http/answer.ts';
import { redirect } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import type { Destination } from '../pages/destination.ts';
import { wasJustSentTo } from '../pages/onward-marker.ts';
import type { PortalServices } from '../portal-services.ts';
import { handOverUrl, homeDomain } from './home-domain.ts';
import { stateBinding, stateSite } from './state-ticket.ts';

const stateBytes = 24;

/** Long enough to sign in with every factor; the hand-over itself is good for seconds. */
const stateLifetimeMs = 15 * 60_000;

/**
 * Sends a browser to the portal of the home domain, which hands its sign-in over or asks for one (`session.sign_in_once`). Undefined where the
 * request is at home, where each domain has its own sign-in, or where the browser comes straight back: then this portal asks itself.
 */
export function askHome(
  { config, tickets, clock, random }: PortalServices,
  request: SiteRequest,
  destination: Exclude<Destination, { readonly kind: 'unsafe' }>,
): Answer | undefined {
  const home = homeDomain(config.session);
  if (home === undefined || home.domain === request.cookieDomain.domain) return undefined;
  const url = destination.kind === 'safe' ? destination.target.url : '';
  if (wasJustSentTo(request, url)) return undefined;
  const state = random.bytes(stateBytes).toString('base64url');
  const ticket = tickets.issue(stateSite(request), {
    kind: 'hand_over',
    binding: stateBinding(request),
    data: { state },
    endsAtMs: clock.now() + stateLifetimeMs,
  });
  const query = {
    to: request.cookieDomain.domain,
    state,
    ...(destination.kind === 'safe' ? { rd: url, rm: destination.target.method } : {}),
  };
  return redirect(302, handOverUrl(home, query), [['Set-Cookie', ticket]]);
}
