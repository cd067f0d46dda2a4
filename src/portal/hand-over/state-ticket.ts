import { z } from 'zod';
import type { TicketSite } from '../../session/tickets.ts';
import type { SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { cookieHeaders } from '../visitor.ts';

const form = z.object({ state: z.string() });

/** The state that this browser was given when it was sent to the home portal; undefined where it was not, or too long ago. */
export function readState(
  { tickets }: Pick<PortalServices, 'tickets'>,
  request: SiteRequest,
): string | undefined {
  const parsed = form.safeParse(tickets.open(cookieHeaders(request), 'hand_over', stateBinding(request)));
  return parsed.success ? parsed.data.state : undefined;
}

/** What the ticket is bound to. */
export function stateBinding({ cookieDomain, site }: SiteRequest): string {
  return `${cookieDomain.domain} ${site?.host ?? ''}`;
}

/** Where the ticket is good. */
export function stateSite({ basePath, site }: SiteRequest): TicketSite {
  return { basePath, isSecure: site?.scheme === 'https' };
}
