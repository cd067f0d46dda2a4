import type { Answer } from '../../http/answer.ts';
import { errorStatus } from '../../http/error-answer.ts';
import { AppError } from '../../lib/app-error.ts';
import type { SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { type Destination, destinationView, portalQuery, readDestination } from './destination.ts';
import type { PageAnswers } from './page-answers.ts';
import { readForm } from './read-form.ts';
import { signedOutAnswer } from './signed-out-answer.ts';

/**
 * `POST sign-out`: the sign-out button without script, and the answer to an application that asked for it. Leads to the page that says it is done, or
 * that goes on to the target.
 */
export async function signOutByForm(
  services: PortalServices,
  pages: PageAnswers,
  request: SiteRequest,
): Promise<Answer> {
  const { config, log } = services;
  const form = readForm(request);
  const destination = readDestination(form?.all('targetURL') ?? [], [], config.session.cookies);
  const rawRequest = form?.field('request') ?? '';
  try {
    const returnUrl = await returnUrlOf(services, request, rawRequest);
    const there = `${request.basePath}logout${targetQuery(destination)}`;
    const target = destination.kind === 'safe' ? destination.target.url : undefined;
    return await signedOutAnswer(services, pages, {
      request,
      url: returnUrl ?? target,
      redirectTo: returnUrl === undefined ? there : undefined,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { detail } = error;
    log.error({ err: error, detail, request_id: request.id }, 'sign-out is not possible at the moment');
    const view = { page: 'sign-out', problem: 'unavailable', ...destinationView(destination) } as const;
    const kept = rawRequest === '' ? {} : { signOutRequest: rawRequest };
    return pages.show(request, { ...view, ...kept }, { status: errorStatus(error) });
  }
}

/** Where the application that sent the person here wants them; undefined where none did, or it named no place. */
async function returnUrlOf(
  { openIdSignOuts }: PortalServices,
  { cookieDomain }: SiteRequest,
  rawRequest: string,
): Promise<string | undefined> {
  if (rawRequest === '') return undefined;
  return (await openIdSignOuts?.read({ cookieDomain, session: undefined, rawRequest }))?.returnUrl;
}

function targetQuery(destination: Destination): string {
  return destination.kind === 'safe' ? portalQuery({ rd: destination.target.url }) : '';
}
