import { z } from 'zod';
import { browserMemoryMs } from '../audit/known-browsers.ts';
import type { Answer } from '../http/answer.ts';
import { AppError } from '../lib/app-error.ts';
import type { SiteRequest } from './endpoint.ts';
import { eventOrigin } from './event-origin.ts';
import type { PortalServices } from './portal-services.ts';
import { cookieHeaders } from './visitor.ts';

/** Somebody who signed in. */
export interface ToldSignIn {
  readonly username: string;
  /** RFC 8176: `pwd`; for the record. */
  readonly method: string;
}

/**
 * Keeps that somebody signed in, and tells them where the browser is one they have not used before. Gives the headers that the answer needs
 * for the browser to be known next time. Never throws for a storage that is away: whoever has proved who they are is signed in.
 */
export async function tellSignIn(
  services: PortalServices,
  request: SiteRequest,
  { username, method }: ToldSignIn,
): Promise<Answer['headers']> {
  const { securityEvents, knownBrowsers, log } = services;
  const event = { ...eventOrigin(request), username, isSuccessful: true };
  await securityEvents.tell({ ...event, kind: 'sign-in', details: { method } });
  try {
    const carried = readBrowserId(services, request);
    const { acquaintance, browserId } = await knownBrowsers.greet(username, carried);
    if (acquaintance === 'new') await securityEvents.tell({ ...event, kind: 'new-device' });
    return [['Set-Cookie', browserCookie(services, request, browserId)]];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ err: error, request_id: request.id }, 'whether a browser is known cannot be told');
    return [];
  }
}

const kind = 'device';

/** The browser is everybody's who uses it: the ticket is bound to nobody, the record to the user name. */
const binding = 'browser';

const dataSchema = z.object({ id: z.string() });

function readBrowserId({ tickets }: PortalServices, request: SiteRequest): string | undefined {
  return dataSchema.safeParse(tickets.open(cookieHeaders(request), kind, binding)).data?.id;
}

/** Renewed at each sign-in. */
function browserCookie({ tickets, clock }: PortalServices, request: SiteRequest, id: string): string {
  const site = { basePath: request.basePath, isSecure: request.site?.scheme === 'https' };
  return tickets.issue(site, { kind, binding, data: { id }, endsAtMs: clock.now() + browserMemoryMs });
}
