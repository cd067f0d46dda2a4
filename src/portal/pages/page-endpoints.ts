import { settingsPaths } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import { handOver } from '../hand-over/hand-over.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { consentPageEndpoints } from './consent-pages.ts';
import { createSendOnByPage } from './onward-page.ts';
import type { PageAnswers } from './page-answers.ts';
import { showPortal } from './show-portal.ts';
import { showSettings } from './show-settings.ts';
import { showSignOut } from './show-sign-out.ts';
import { signInByForm } from './sign-in-by-form.ts';
import { signOutByForm } from './sign-out-by-form.ts';

/** The pages that have a path of their own, and the forms that work without script. Every other page is `showPortal`'s. */
export function pageEndpoints(services: PortalServices, pages: PageAnswers): readonly Endpoint[] {
  const sendOnByPage = createSendOnByPage(pages);
  const show = (request: PortalRequest) => showPortal(services, pages, request);
  const signOut = (request: PortalRequest) => showSignOut(services, pages, request);
  return [
    page('/', show),
    page('/authenticated', (request) => showPortal(services, pages, request, sendOnByPage)),
    page('/logout', signOut),
    ...consentPageEndpoints(services, pages),
    page('/hand-over', (request) => handOver(services, pages, request)),
    { ...form('/sign-in', (request) => signInByForm(services, pages, request)), rateLimit: 'first_factor' },
    form('/sign-out', (request) => signOutByForm(services, pages, request)),
    ...settingsPaths.map((path) =>
      page(`/${path}`, (request) => showSettings(services, pages, request, path)),
    ),
    // The language menu of an answer to a form asks for the form's own path.
    page('/sign-in', show),
    page('/sign-out', signOut),
  ];
}

function page(path: string, handle: (request: PortalRequest) => Promise<Answer>): Endpoint {
  return { method: 'GET', path, kind: 'page', guard: 'anyone', handle };
}

function form(path: string, handle: (request: SiteRequest) => Promise<Answer>): Endpoint {
  return { method: 'POST', path, kind: 'page', guard: 'known-site', handle };
}
