import type { IncomingMessage } from 'node:http';
import type { Answer } from '../../http/answer.ts';
import type { Log } from '../../lib/log.ts';
import { oauthError } from '../answers.ts';
import type { Issuer } from '../create-listener.ts';
import { readShortForm } from '../read-short-form.ts';
import { type EndSessionReader, readEndSession } from './read-end-session.ts';
import type { SignOutRequests } from './sign-out-requests.ts';

/** What the endpoint works with. */
export interface EndSessionParts extends Pick<EndSessionReader, 'clients'> {
  readonly requests: SignOutRequests;
  readonly log: Log;
}

/**
 * The endpoint that applications send people to who sign out there (OpenID Connect RP-Initiated Logout §2), by query or by form. It looks at no session,
 * and ends none: the portal's page does. What was asked for comes along sealed, so that no ID token stands in an address of ours.
 */
export async function answerEndSession(
  { clients, requests, log }: EndSessionParts,
  { issuer, provider }: Issuer,
  { incoming, rawQuery }: { readonly incoming: IncomingMessage; readonly rawQuery: string },
): Promise<Answer> {
  const isForm = incoming.method === 'POST';
  const parameters = isForm ? await readShortForm(incoming) : new URLSearchParams(rawQuery);
  if (parameters === undefined) {
    return oauthError(413, 'invalid_request', 'The request is too long.', [['Connection', 'close']]);
  }
  const read = await readEndSession({ provider, clients }, parameters);
  if ('refused' in read) {
    log.info({ client_id: read.clientId, detail: read.refused }, 'a request to sign out was refused');
    const query = new URLSearchParams({ error: 'invalid_request', error_description: read.refused });
    return seeOther(`${issuer}/consent/completion?${query.toString()}`);
  }
  const query = new URLSearchParams({ request: requests.seal(issuer, read) });
  return seeOther(`${issuer}/logout/application?${query.toString()}`);
}

function seeOther(location: string): Answer {
  return { status: 303, headers: [['Location', location]], body: '' };
}
