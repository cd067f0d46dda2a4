import type { Answer } from '../../http/answer.ts';
import { redirect } from '../answers.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import type { OpenIdDeviceFlows } from '../openid-flows.ts';
import type { PortalServices } from '../portal-services.ts';
import { retryAfter, type TooMany } from '../run-within-limit.ts';
import { findVisitor } from '../visitor.ts';
import { withinGuessLimits } from '../within-guess-limits.ts';
import { nameOf } from './name-of.ts';
import type { PageAnswers } from './page-answers.ts';
import { readForm } from './read-form.ts';
import { showSignIn } from './show-sign-in.ts';
import { type Visit, withVisit } from './with-visit.ts';

const path = '/consent/openid/device-authorization';

/** The longest code that is kept over a sign-in, in characters: what is longer is none. */
const longestCode = 32;

/** The page where people type the code of a device, for people signed in alone (RFC 8628 §3.3, behaviour.md §9.4). */
export function devicePageEndpoints(services: PortalServices, pages: PageAnswers): readonly Endpoint[] {
  const { openIdDeviceFlows: flows } = services;
  if (flows === undefined) return [];
  return [
    {
      method: 'GET',
      path,
      kind: 'page',
      guard: 'anyone',
      handle: (request) =>
        withVisit(services, pages, request, (visit) => {
          const codes = new URLSearchParams(request.rawQuery).getAll('user_code');
          return showEntry(services, pages, visit, codes.length === 1 ? (codes[0] ?? '') : '');
        }),
    },
    {
      method: 'POST',
      path,
      kind: 'page',
      guard: 'known-site',
      handle: (request) => takeCode(services, flows, pages, request),
    },
  ];
}

/** A code that came with the address is filled in and no more: somebody must press the button (RFC 8628 §3.3.1). */
function showEntry(services: PortalServices, pages: PageAnswers, visit: Visit, rawUserCode: string): Answer {
  const isKept = rawUserCode !== '' && rawUserCode.length <= longestCode;
  const code = isKept ? { userCode: rawUserCode } : {};
  const { request, visitor } = visit;
  if (visitor === undefined) {
    const destination = { kind: 'none' } as const;
    const keptPath = 'consent/openid/device-authorization';
    return showSignIn(services, pages, { request, destination }, { keptPath, ...code });
  }
  return pages.show(request, { page: 'device', displayName: nameOf(visitor.session), ...code });
}

/** Guesses are counted by address and by person. */
async function takeCode(
  services: PortalServices,
  flows: OpenIdDeviceFlows,
  pages: PageAnswers,
  request: SiteRequest,
): Promise<Answer> {
  const userCode = readForm(request)?.field('user_code') ?? '';
  const visitor = await findVisitor(services.sessions, request, { countsAsActivity: true });
  if (visitor === undefined) {
    return showEntry(services, pages, { request, visitor, destination: { kind: 'none' } }, userCode);
  }
  const { session } = visitor;
  const { cookieDomain, address } = request;
  const begun = await withinGuessLimits(services, request, session, () =>
    flows.enterUserCode({ cookieDomain, session, address }, userCode),
  );
  if (begun !== undefined && 'reason' in begun) return showTooMany(pages, request, begun);
  if (begun !== undefined) return redirect(303, begun.url, [['Set-Cookie', begun.setCookie]]);
  const view = { page: 'device', displayName: nameOf(session), problem: 'wrong-code' } as const;
  return pages.show(request, { ...view, userCode: userCode.slice(0, longestCode) }, { status: 400 });
}

function showTooMany(pages: PageAnswers, request: SiteRequest, tooMany: TooMany): Answer {
  const options = { status: 429, headers: [retryAfter(tooMany)] };
  return pages.show(request, { page: 'error', problem: 'too-many' }, options);
}
