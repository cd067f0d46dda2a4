import { type FirstFactorBody, passwordExpiredMessage } from '../../../shared/api/first-factor.ts';
import { webUrl } from '../web-url.ts';
import { askApi } from './ask-api.ts';
import { readEnvelope } from './read-envelope.ts';
import { readFailure } from './read-failure.ts';
import { type RequestProblem, requestProblem } from './request-problem.ts';

/** How a sign-in ended: where to go next (undefined: the portal itself knows), or what stood in its way. */
export type FirstFactorOutcome =
  | { readonly kind: 'signed-in'; readonly redirect: string | undefined }
  | { readonly kind: 'failed'; readonly problem: RequestProblem | CredentialsProblem | 'foreign-origin' };

type CredentialsProblem = 'wrong-credentials' | 'password-expired';

/** Sends user name and password: `POST api/firstfactor` (behaviour.md §1.4). Never throws. */
export async function signInWithPassword(
  basePath: string,
  body: FirstFactorBody,
): Promise<FirstFactorOutcome> {
  const answer = await askApi(`${basePath}api/firstfactor`, 'POST', body);
  if (answer.kind === 'no-answer') return { kind: 'failed', problem: 'offline' };
  if (answer.status === 401) return { kind: 'failed', problem: credentialsProblem(answer.body) };
  if (answer.status === 403) return { kind: 'failed', problem: 'foreign-origin' };
  const data = answer.status === 200 ? readEnvelope(answer.body) : undefined;
  if (data === undefined) return { kind: 'failed', problem: requestProblem(answer.status) };
  return {
    kind: 'signed-in',
    redirect: typeof data.redirect === 'string' ? webUrl(data.redirect) : undefined,
  };
}

function credentialsProblem(body: unknown): CredentialsProblem {
  return readFailure(body) === passwordExpiredMessage ? 'password-expired' : 'wrong-credentials';
}
