import type { Answer } from '../../http/answer.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { destinationView } from './destination.ts';
import { type LinkPage, linkView, readLinkToken } from './link-pages.ts';
import type { PageAnswers } from './page-answers.ts';
import { withVisit } from './with-visit.ts';

/** `GET`: asks whether to do what the link is for. */
export function showMailLink(
  services: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
  link: LinkPage,
): Promise<Answer> {
  return withVisit(services, pages, request, ({ destination }) => {
    const token = readLinkToken(new URLSearchParams(request.rawQuery).getAll(link.parameter));
    return pages.show(request, { ...linkView(link, token), ...destinationView(destination) });
  });
}
