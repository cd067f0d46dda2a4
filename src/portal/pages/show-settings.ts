import type { SettingsPath } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { destinationView } from './destination.ts';
import { nameOf } from './name-of.ts';
import type { PageAnswers } from './page-answers.ts';
import { showSignIn } from './show-sign-in.ts';
import { withVisit } from './with-visit.ts';

/** `GET /settings…` (behaviour.md §1.2): the settings of the person signed in; a visitor signs in and comes back. The target is kept. */
export function showSettings(
  services: PortalServices,
  pages: PageAnswers,
  request: PortalRequest,
  settingsPath: SettingsPath,
): Promise<Answer> {
  return withVisit(services, pages, request, (visit) => {
    const { visitor } = visit;
    if (visitor === undefined) return showSignIn(services, pages, visit, { keptPath: settingsPath });
    return pages.show(request, {
      page: 'settings',
      settingsPath,
      isAdministrator: services.administrators.include(visitor.session),
      ...(services.openIdApplications === undefined ? {} : { hasApplications: true }),
      displayName: nameOf(visitor.session),
      username: visitor.session.username,
      ...destinationView(visit.destination),
    });
  });
}
