import type { Target } from '../access/target.ts';
import type { Answer } from '../http/answer.ts';
import { statusLine } from '../http/plain-answer.ts';
import type { ProxyDialect } from './dialect.ts';
import { identityHeaders } from './identity-headers.ts';
import { isPageLoad } from './page-load.ts';
import { portalRedirect } from './portal-redirect.ts';
import { refusalAnswer } from './refusal-answer.ts';

type SignInAnswer = ProxyDialect['answerSignIn'];

/** Methods after which the portal may be fetched with the same method. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A redirect for page loads (303 after methods that send something), 401 for scripts; both with a Location (behaviour.md §2.3). */
export const redirectAnswer: SignInAnswer = (portalUrl, target, { raw }) => {
  if (portalUrl === undefined) return refusalAnswer(401);
  return locationAnswer(isPageLoad(raw) ? redirectStatus(target.method) : 401, portalUrl, target);
};

/** Always 401, with a Location. */
export const unauthorizedAnswer: SignInAnswer = (portalUrl, target) =>
  portalUrl === undefined ? refusalAnswer(401) : locationAnswer(401, portalUrl, target);

function redirectStatus(method: string): 302 | 303 {
  return safeMethods.has(method) ? 302 : 303;
}

function locationAnswer(status: number, portalUrl: string, target: Target): Answer {
  const location = portalRedirect(portalUrl, target);
  return {
    status,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Location', location],
      ...identityHeaders(undefined),
      ['Cache-Control', 'no-store'],
    ],
    body: target.method === 'HEAD' ? '' : `<a href="${escapeHtml(location)}">${statusLine(status)}</a>`,
  };
}

/** Everything else that is special in HTML is percent-encoded in a URL. */
function escapeHtml(url: string): string {
  return url
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;');
}
