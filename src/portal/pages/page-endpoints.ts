import { type SettingsPath, secondFactorNames, settingsPaths } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import { handOver } from '../hand-over/hand-over.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { consentPageEndpoints } from './consent-pages.ts';
import { linkPages } from './link-pages.ts';
import { createSendOnByPage } from './onward-page.ts';
import type { PageAnswers } from './page-answers.ts';
import { formProofs, proofByForm } from './proof-by-form.ts';
import { revokeByForm } from './revoke-by-form.ts';
import { setPasswordByForm } from './set-password-by-form.ts';
import { showApplicationSignOut } from './show-application-sign-out.ts';
import { showMailLink } from './show-mail-link.ts';
import { showPortal } from './show-portal.ts';
import { resetByForm, showReset } from './show-reset.ts';
import { showSettings } from './show-settings.ts';
import { showSignOut } from './show-sign-out.ts';
import { signInByForm } from './sign-in-by-form.ts';
import { signOutByForm } from './sign-out-by-form.ts';

/**
 * The pages that have a path of their own, and the forms that work without script, through the endpoints of `api`. Every other page is
 * `showPortal`'s.
 */
export function pageEndpoints(
  services: PortalServices,
  pages: PageAnswers,
  api: readonly Endpoint[],
): readonly Endpoint[] {
  const sendOn = createSendOnByPage(pages);
  const show = (request: PortalRequest) => showPortal(services, pages, request);
  const signOut = (request: PortalRequest) => showSignOut(services, pages, request);
  return [
    page('/', show),
    page('/authenticated', (request) => showPortal(services, pages, request, { sendOn })),
    page('/logout', signOut),
    page('/logout/application', (request) => showApplicationSignOut(services, pages, request)),
    ...consentPageEndpoints(services, pages),
    page('/hand-over', (request) => handOver(services, pages, request)),
    { ...form('/sign-in', (request) => signInByForm(services, pages, request)), rateLimit: 'first_factor' },
    form('/sign-out', (request) => signOutByForm(services, pages, request)),
    ...settingsPaths
      .filter((path) => isThere(services, path))
      .map((path) => page(`/${path}`, (request) => showSettings(services, pages, request, path))),
    ...secondFactorNames.map((method) =>
      page(`/2fa/${method}`, (request) => showPortal(services, pages, request, { method })),
    ),
    ...formProofs.map((proof) => ({
      ...form(proof.path, (request) => proofByForm(services, pages, api, request, proof)),
      rateLimit: proof.rateLimit,
    })),
    // The language menu of an answer to a form asks for the form's own path.
    page('/sign-in', show),
    page('/sign-out', signOut),
    page('/reauthenticate', show),
    ...mailedLinkEndpoints(services, pages, api),
  ];
}

function isThere({ openIdApplications }: PortalServices, path: SettingsPath): boolean {
  return path !== 'settings/applications' || openIdApplications !== undefined;
}

/** Resetting a password, and revoking what was mailed; the former only where it is done here. */
function mailedLinkEndpoints(
  services: PortalServices,
  pages: PageAnswers,
  api: readonly Endpoint[],
): readonly Endpoint[] {
  const { disable, custom_url } = services.config.authentication_backend.password_reset;
  const isResetHere = !disable && custom_url === undefined;
  const step1: readonly Endpoint[] = [
    page('/reset-password/step1', (request) => showReset(services, pages, request)),
    {
      ...form('/reset-password/step1', (request) => resetByForm(services, pages, api, request)),
      rateLimit: 'reset_password_start',
    },
  ];
  const links = linkPages
    .filter(({ purpose }) => isResetHere || purpose === 'revoke-one-time-code')
    .flatMap((link): readonly Endpoint[] => {
      const byForm = link.purpose === 'reset-password' ? setPasswordByForm : revokeByForm;
      return [
        page(link.path, (request) => showMailLink(services, pages, request, link)),
        {
          ...form(link.path, (request) => byForm(services, pages, api, request, link)),
          rateLimit: 'reset_password_finish',
        },
      ];
    });
  return [...(isResetHere ? step1 : []), ...links];
}

function page(path: string, handle: (request: PortalRequest) => Promise<Answer>): Endpoint {
  return { method: 'GET', path, kind: 'page', guard: 'anyone', handle };
}

function form(path: string, handle: (request: SiteRequest) => Promise<Answer>): Endpoint {
  return { method: 'POST', path, kind: 'page', guard: 'known-site', handle };
}
