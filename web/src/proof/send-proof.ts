import { type ApiAnswer, askApi } from '../api/ask-api.ts';
import { readEnvelope } from '../api/read-envelope.ts';
import { readFailure } from '../api/read-failure.ts';
import { requestProblem } from '../api/request-problem.ts';
import { webUrl } from '../web-url.ts';
import type { ProofOutcome } from './proof-state.ts';

/** Sends a proof to an endpoint of behaviour.md §1.4 or §1.6. Never throws. */
export async function sendProof(url: string, body: object): Promise<ProofOutcome> {
  return readProof(await askApi(url, 'POST', body));
}

/** What an endpoint that takes a proof has answered: its refusals are 400, 401 and 403 with an envelope; 403 without one is nobody's session. */
export function readProof(answer: ApiAnswer): ProofOutcome {
  if (answer.kind === 'no-answer') return { kind: 'failed', problem: 'offline' };
  const { status, body } = answer;
  if (status === 403 && readFailure(body) === undefined) return { kind: 'signed-out' };
  if (status === 403 && readFailure(body) === foreignOriginMessage) {
    return { kind: 'failed', problem: 'foreign-origin' };
  }
  if (status === 400 || status === 401 || status === 403) return { kind: 'failed', problem: 'wrong' };
  const data = status === 200 ? readEnvelope(body) : undefined;
  if (data === undefined) return { kind: 'failed', problem: requestProblem(status) };
  return { kind: 'proved', redirect: typeof data.redirect === 'string' ? webUrl(data.redirect) : undefined };
}

/** How the portal refuses a request from another site. */
const foreignOriginMessage = 'The request came from another site and was refused.';
