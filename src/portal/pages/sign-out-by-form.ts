import type { Answer } from '../../http/answer.ts';
import { errorStatus } from '../../http/error-answer.ts';
import { AppError } from '../../lib/app-error.ts';
import { redirect } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { signOut } from '../sign-out.ts';
import { type Destination, destinationView, portalQuery, readDestination } from './destination.ts';
import type { PageAnswers } from './page-answers.ts';
import { readForm } from './read-form.ts';

/** `POST sign-out`: the sign-out button without script. Leads to the page that says it is done, or that goes on to the target. */
export async function signOutByForm(
  services: PortalServices,
  pages: PageAnswers,
  request: SiteRequest,
): Promise<Answer> {
  const { config, log } = services;
  const rawTargets = readForm(request)?.all('targetURL') ?? [];
  const destination = readDestination(rawTargets, [], config.session.cookies);
  try {
    const removal = await signOut(services, request);
    return redirect(303, `${request.basePath}logout${targetQuery(destination)}`, [['Set-Cookie', removal]]);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { detail } = error;
    log.error({ err: error, detail, request_id: request.id }, 'sign-out is not possible at the moment');
    const view = { page: 'sign-out', problem: 'unavailable', ...destinationView(destination) } as const;
    return pages.show(request, view, { status: errorStatus(error) });
  }
}

function targetQuery(destination: Destination): string {
  return destination.kind === 'safe' ? portalQuery({ rd: destination.target.url }) : '';
}
