import type { MailLink } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { askApiByForm, type FormCall } from './api-by-form.ts';
import { type LinkPage, linkView, readLinkToken } from './link-pages.ts';
import type { PageAnswers } from './page-answers.ts';
import { readForm } from './read-form.ts';

/** `POST` of the pages that revoke, without script. */
export async function revokeByForm(
  services: PortalServices,
  pages: PageAnswers,
  api: readonly Endpoint[],
  request: SiteRequest,
  link: LinkPage,
): Promise<Answer> {
  const token = readLinkToken(readForm(request)?.all(link.parameter) ?? []);
  const view = linkView(link, token);
  if (token === undefined)
    return pages.show(request, { ...view, problem: 'link-not-valid' }, { status: 400 });
  const outcome = await askApiByForm(services, api, request, revocation(link.purpose, token));
  if (outcome.kind === 'done') return pages.show(request, { ...view, isDone: true });
  return outcome.kind === 'unavailable'
    ? pages.show(request, { ...view, problem: 'unavailable' }, { status: outcome.status })
    : pages.show(request, { ...view, problem: 'link-not-valid' }, { status: 403 });
}

function revocation(purpose: MailLink['purpose'], token: string): FormCall {
  return purpose === 'revoke-one-time-code'
    ? { method: 'DELETE', path: '/api/user/session/elevation/:id', parameters: { id: token }, body: {} }
    : { method: 'DELETE', path: '/api/reset-password', body: { token } };
}
