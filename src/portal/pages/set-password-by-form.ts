import type { Answer } from '../../http/answer.ts';
import { isSameSecret } from '../../lib/constant-time.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { askApiByForm } from './api-by-form.ts';
import { destinationOfForm, destinationView } from './destination.ts';
import { type LinkPage, linkView, readLinkToken } from './link-pages.ts';
import type { PageAnswers, PageView } from './page-answers.ts';
import { readForm } from './read-form.ts';

/** `POST reset-password/step2`, without script: redeems the link and sets the password, as the page's script does. */
export async function setPasswordByForm(
  services: PortalServices,
  pages: PageAnswers,
  api: readonly Endpoint[],
  request: SiteRequest,
  link: LinkPage,
): Promise<Answer> {
  const form = readForm(request);
  const destination = destinationOfForm(form, services.config.session.cookies);
  const token = readLinkToken(form?.all(link.parameter) ?? []);
  const view = { ...linkView(link, token), ...destinationView(destination) };
  const again = (
    problem: NonNullable<PageView['problem']>,
    status: number,
    headers: Answer['headers'] = [],
  ) => pages.show(request, { ...view, problem }, { status, headers });
  const password = form?.field('password1') ?? '';
  if (token === undefined) return again('link-not-valid', 400);
  if (password === '') return again('missing-password', 400);
  if (!isSameSecret(form?.field('password2') ?? '', password)) return again('passwords-differ', 400);
  const finish = { method: 'POST', path: '/api/reset-password/identity/finish', body: { token } } as const;
  const redeemed = await askApiByForm(services, api, request, finish);
  if (redeemed.kind === 'unavailable') return again('unavailable', redeemed.status);
  const reset = { method: 'POST', path: '/api/reset-password', body: { password } } as const;
  const outcome = await askApiByForm(services, api, withCookies(request, redeemed.cookies), reset);
  const cookies = [...redeemed.cookies, ...outcome.cookies];
  if (outcome.kind === 'done') return pages.show(request, { ...view, isDone: true }, { headers: cookies });
  if (outcome.kind === 'unavailable') return again('unavailable', outcome.status, cookies);
  // Whoever has the right to set one, by this link or before, was told of the password; anyone else has none.
  const hasRight = redeemed.kind === 'done' || cookies.length > 0;
  return again(hasRight ? 'weak-password' : 'link-not-valid', 403, cookies);
}

/** The request as the browser would make it after an answer with these cookies, which win over older ones. */
function withCookies(request: SiteRequest, setCookies: Answer['headers']): SiteRequest {
  const newHeaders = setCookies.flatMap(([, value]) => ['Cookie', value.split(';')[0] ?? '']);
  const { raw } = request;
  return { ...request, raw: { ...raw, rawHeaders: [...newHeaders, ...raw.rawHeaders] } };
}
