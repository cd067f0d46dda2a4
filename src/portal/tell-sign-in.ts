import type { Answer } from '../http/answer.ts';
import { AppError } from '../lib/app-error.ts';
import type { SiteRequest } from './endpoint.ts';
import { eventOrigin } from './event-origin.ts';
import type { PortalServices } from './portal-services.ts';
import { cookieHeaders } from './visitor.ts';

/**
 * Keeps that somebody signed in, and tells them where the browser is one they have not used before. Gives the headers that the answer needs
 * for the browser to be known next time. Never throws for a storage that is away: whoever has proved who they are is signed in.
 */
export async function tellSignIn(
  { knownBrowsers, securityEvents, log }: PortalServices,
  request: SiteRequest,
  { username, method }: { readonly username: string; readonly method: string },
): Promise<Answer['headers']> {
  const event = { ...eventOrigin(request), username, isSuccessful: true };
  await securityEvents.tell({ ...event, kind: 'sign-in', details: { method } });
  try {
    const { acquaintance, setCookie } = await knownBrowsers.greet({
      username,
      rawCookieHeaders: cookieHeaders(request),
      basePath: request.basePath,
      isSecure: request.site?.scheme === 'https',
    });
    if (acquaintance === 'new') await securityEvents.tell({ ...event, kind: 'new-device' });
    return [['Set-Cookie', setCookie]];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ err: error, request_id: request.id }, 'whether a browser is known cannot be told');
    return [];
  }
}
