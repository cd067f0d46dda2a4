import type { Answer } from '../../http/answer.ts';
import { headerValues } from '../../http/raw-request.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { isSiteRequest } from '../run-endpoint.ts';
import { findVisitor } from '../visitor.ts';
import { destinationView, readDestination } from './destination.ts';
import { refreshTo } from './onward-page.ts';
import type { PageAnswers } from './page-answers.ts';

/**
 * `GET /logout?rd=` (behaviour.md §1.2): asks whether to sign out, or does so at once by script where no other site led here. Who is
 * signed out already goes on to the target, or is told so. An unsafe target is left out.
 */
export async function showSignOut(
  { config, sessions, openIdSignOuts }: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
): Promise<Answer> {
  if (!isSiteRequest(request)) return pages.show(request, { page: 'error', problem: 'no-cookie-domain' });
  const query = new URLSearchParams(request.rawQuery);
  const destination = readDestination(query.getAll('rd'), [], config.session.cookies);
  const view = { page: 'sign-out', ...destinationView(destination) } as const;
  const visitor = await findVisitor(sessions, request, { countsAsActivity: false });
  if (visitor !== undefined) {
    const needsForm = ((await openIdSignOuts?.frames(visitor.session)) ?? []).length > 0;
    const isSignOutConfirmed = !isFromAnotherSite(request);
    return pages.show(request, {
      ...view,
      ...(needsForm && { needsForm }),
      ...(isSignOutConfirmed && { isSignOutConfirmed }),
    });
  }
  const headers =
    destination.kind === 'safe' ? [['Refresh', refreshTo(destination.target.url)] as const] : [];
  return pages.show(request, { ...view, isSignedOut: true }, { headers });
}

function isFromAnotherSite(request: PortalRequest): boolean {
  return headerValues(request.raw, 'sec-fetch-site').includes('cross-site');
}
