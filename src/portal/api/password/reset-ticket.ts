import { z } from 'zod';
import type { Tickets } from '../../../session/tickets.ts';
import type { SiteRequest } from '../../endpoint.ts';
import { ticketSite } from '../../ticket-site.ts';
import { cookieHeaders } from '../../visitor.ts';

const kind = 'password_reset';

/** The right to set one password, given for a mailed link. */
export type ResetTicket = z.infer<typeof schema>;

const schema = z.object({
  /** The id of the link. */
  link: z.string(),
  username: z.string(),
  /** Counts the passwords that the directory refused: each try spends a right of its own. */
  attempt: z.int(),
  endsAtMs: z.int(),
});

/** The ticket that a browser carries, as far as it is one for this host; undefined else. */
export function openResetTicket(tickets: Tickets, request: SiteRequest): ResetTicket | undefined {
  const opened = schema.safeParse(tickets.open(cookieHeaders(request), kind, bindingOf(request)));
  return opened.success ? opened.data : undefined;
}

/** The Set-Cookie value that gives it. */
export function issueResetTicket(tickets: Tickets, request: SiteRequest, data: ResetTicket): string {
  const { endsAtMs } = data;
  return tickets.issue(ticketSite(request), { kind, binding: bindingOf(request), data, endsAtMs });
}

/** The Set-Cookie value that takes it away. */
export function removeResetTicket(tickets: Tickets, request: SiteRequest): string {
  return tickets.remove(ticketSite(request), kind);
}

function bindingOf({ site, cookieDomain }: SiteRequest): string {
  return `${cookieDomain.domain} ${site?.host ?? ''}`;
}
