import type { Answer } from '../../http/answer.ts';
import { redirect } from '../answers.ts';
import type { SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { signOut } from '../sign-out.ts';
import { findVisitor } from '../visitor.ts';
import type { PageAnswers } from './page-answers.ts';

/** How long the applications in frames have before the page goes on, whatever became of them. */
const framesSeconds = 3;

/** What is signed out of, and where it leads. */
interface SigningOut {
  readonly request: SiteRequest;
  /** Where the page goes on to; a checked URL, of whatever site. Undefined: it stays, and says that it is done. */
  readonly url: string | undefined;
  /** Where a redirect leads instead where there is nothing to load; undefined where none may (see `onward-page.ts`). */
  readonly redirectTo: string | undefined;
}

/**
 * Signs out and goes on. Where applications of this sign-in are signed out of by the browser (OpenID Connect Front-Channel Logout §3), a page loads their
 * addresses in frames first.
 */
export async function signedOutAnswer(
  services: PortalServices,
  pages: PageAnswers,
  { request, url, redirectTo }: SigningOut,
): Promise<Answer> {
  const frames = await framesOf(services, request);
  const removal = ['Set-Cookie', await signOut(services, request)] as const;
  if (frames.length === 0 && redirectTo !== undefined) return redirect(303, redirectTo, [removal]);
  const seconds = frames.length === 0 ? 0 : framesSeconds;
  const refresh = url === undefined ? [] : [['Refresh', `${seconds};url=${url}`] as const];
  const view = { page: 'sign-out', isSignedOut: true, frames, ...onwardView(url) } as const;
  return pages.show(request, view, { headers: [removal, ...refresh], frames });
}

/** The front-channel addresses of the applications that whoever makes the request is to be signed out of. */
async function framesOf(
  { sessions, openIdSignOuts }: PortalServices,
  request: SiteRequest,
): Promise<readonly string[]> {
  if (openIdSignOuts === undefined) return [];
  const visitor = await findVisitor(sessions, request, { countsAsActivity: false });
  return visitor === undefined ? [] : openIdSignOuts.frames(visitor.session);
}

function onwardView(url: string | undefined) {
  const host = url === undefined ? '' : new URL(url).hostname;
  return url === undefined || host === '' ? {} : { targetUrl: url, targetHost: host };
}
