import type { Answer } from '../../http/answer.ts';
import { redirect } from '../answers.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { isSiteRequest } from '../run-endpoint.ts';
import { findVisitor } from '../visitor.ts';
import type { PageAnswers } from './page-answers.ts';
import { showFlowOver } from './show-flow.ts';
import { signedOutAnswer } from './signed-out-answer.ts';

/**
 * `GET /logout/application?request=`: where an application's request to sign out leads (OpenID Connect RP-Initiated Logout §2). The person is asked, but
 * where the application has shown an ID token of this very sign-in, which no stranger has. Who is signed out already just goes on.
 */
export async function showApplicationSignOut(
  services: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
): Promise<Answer> {
  if (!isSiteRequest(request)) return pages.show(request, { page: 'error', problem: 'no-cookie-domain' });
  const rawRequests = new URLSearchParams(request.rawQuery).getAll('request');
  const [rawRequest = ''] = rawRequests;
  const visitor = await findVisitor(services.sessions, request, { countsAsActivity: false });
  const { cookieDomain } = request;
  const asked = await services.openIdSignOuts?.read({ cookieDomain, session: visitor?.session, rawRequest });
  if (asked === undefined || rawRequests.length > 1) return showFlowOver(pages, request);
  const { clientName, returnUrl, isOfThisSignIn } = asked;
  if (visitor === undefined) {
    return returnUrl === undefined
      ? pages.show(request, { page: 'sign-out', isSignedOut: true })
      : redirect(303, returnUrl);
  }
  if (isOfThisSignIn) {
    const redirectTo = returnUrl ?? `${request.basePath}logout`;
    return signedOutAnswer(services, pages, { request, url: returnUrl, redirectTo });
  }
  return pages.show(request, {
    page: 'sign-out',
    signOutRequest: rawRequest,
    ...(clientName === undefined ? {} : { applicationName: clientName }),
  });
}
