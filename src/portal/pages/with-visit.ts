import type { Answer } from '../../http/answer.ts';
import type { FoundSession } from '../../session/sessions.ts';
import type { SiteRequest } from '../endpoint.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { isSiteRequest } from '../run-endpoint.ts';
import { findVisitor } from '../visitor.ts';
import { type Destination, readDestination } from './destination.ts';
import type { PageAnswers } from './page-answers.ts';

/** Somebody who opens a page: who they are, and where they are going, which is never unsafe. */
export interface Visit {
  readonly request: SiteRequest;
  /** Undefined for an anonymous visitor. */
  readonly visitor: FoundSession | undefined;
  readonly destination: Exclude<Destination, { readonly kind: 'unsafe' }>;
}

/** Shows a page to a visit; instead an error page where no cookie domain covers the site, or the target is not safe. Opening a page is activity. */
export async function withVisit(
  { config, sessions }: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
  show: (visit: Visit) => Answer | Promise<Answer>,
): Promise<Answer> {
  // 200 as Authelia's page has here: load balancers look at it under the machine's own name.
  if (!isSiteRequest(request)) return pages.show(request, { page: 'error', problem: 'no-cookie-domain' });
  const query = new URLSearchParams(request.rawQuery);
  const destination = readDestination(query.getAll('rd'), query.getAll('rm'), config.session.cookies);
  const visitor = await findVisitor(sessions, request, { countsAsActivity: true });
  if (destination.kind === 'unsafe') {
    return pages.show(request, { page: 'error', problem: 'unsafe-target' }, { status: 400 });
  }
  return show({ request, visitor, destination });
}
