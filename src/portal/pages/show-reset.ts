import type { Answer } from '../../http/answer.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import { fields } from '../fields.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { askApiByForm } from './api-by-form.ts';
import { destinationOfForm, destinationView } from './destination.ts';
import type { PageAnswers } from './page-answers.ts';
import { readForm } from './read-form.ts';
import { withVisit } from './with-visit.ts';

/** `GET reset-password/step1` (behaviour.md §1.2): asks whose password is to be reset. */
export function showReset(
  services: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
): Promise<Answer> {
  return withVisit(services, pages, request, ({ destination }) =>
    pages.show(request, { page: 'reset-password', ...destinationView(destination) }),
  );
}

/** `POST reset-password/step1`, without script. What it says is the same whether there is such an account or not. */
export async function resetByForm(
  services: PortalServices,
  pages: PageAnswers,
  api: readonly Endpoint[],
  request: SiteRequest,
): Promise<Answer> {
  const form = readForm(request);
  const destination = destinationOfForm(form, services.config.session.cookies);
  const view = { page: 'reset-password', ...destinationView(destination) } as const;
  const username = fields.username.safeParse(form?.field('username'));
  if (!username.success || username.data.trim() === '') {
    return pages.show(request, { ...view, problem: 'missing-user-name' }, { status: 400 });
  }
  const { targetUrl: targetURL = '', requestMethod = '' } = destinationView(destination);
  const outcome = await askApiByForm(services, api, request, {
    method: 'POST',
    path: '/api/reset-password/identity/start',
    body: { username: username.data, targetURL, requestMethod },
  });
  if (outcome.kind === 'done') return pages.show(request, { ...view, isDone: true });
  const status = outcome.kind === 'unavailable' ? outcome.status : 503;
  return pages.show(request, { ...view, username: username.data, problem: 'unavailable' }, { status });
}
