import type { TicketSite } from '../session/tickets.ts';
import type { PortalRequest } from './portal-request.ts';

/** Where the tickets of a request's answer are good. */
export function ticketSite({ basePath, site }: PortalRequest): TicketSite {
  return { basePath, isSecure: site?.scheme === 'https' };
}
