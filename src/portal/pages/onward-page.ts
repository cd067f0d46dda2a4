import type { PortalRequest } from '../portal-request.ts';
import { nameOf } from './name-of.ts';
import { markSentTo } from './onward-marker.ts';
import type { PageAnswers } from './page-answers.ts';
import type { SendOn } from './show-portal.ts';

/**
 * A page that sends the browser on by itself. After a form, Chromium checks `form-action` against every redirect that follows, so one
 * to the application, and from there to anywhere, would end on a blank page. This page ends the chain; what it starts is a new
 * navigation. `Refresh` works without script, and the page has a link for who stays.
 */
export function createSendOnByPage(pages: PageAnswers): SendOn {
  return (request, session, url) =>
    pages.show(
      request,
      {
        page: 'signed-in',
        displayName: nameOf(session),
        targetHost: new URL(url).hostname,
        targetUrl: url,
      },
      {
        headers: [
          ['Refresh', refreshTo(url)],
          ['Set-Cookie', markSentTo(request, url)],
        ],
      },
    );
}

/** The value of a Refresh header (HTML §4.2.4.3, shared declarative refresh steps): at once, to a checked URL. */
export function refreshTo(url: string): string {
  return `0;url=${url}`;
}

/** Where a form's answer leads so that the next page sends on. */
export function onwardPath({ basePath }: PortalRequest, query: string): string {
  return `${basePath}authenticated${query}`;
}
