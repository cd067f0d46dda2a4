import type { ApiAnswer } from './ask-api.ts';
import { readEnvelope } from './read-envelope.ts';
import { readFailure } from './read-failure.ts';
import { type RequestProblem, requestProblem } from './request-problem.ts';

/** How a request that changes something ended: done, refused with the API's message, or not answered by it at all. */
export type RequestOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly problem: RequestProblem };

/** Reads an answer that brings no data. 200 without a body is success too (behaviour.md §1.7); a 403 without envelope is a refusal without words. */
export function readOutcome(answer: ApiAnswer): RequestOutcome {
  if (answer.kind === 'no-answer') return { kind: 'failed', problem: 'offline' };
  const { status, body, isEmpty } = answer;
  if (status === 200 && (isEmpty || readEnvelope(body) !== undefined)) return { kind: 'done' };
  if (status === 429 || status >= 500) return { kind: 'failed', problem: requestProblem(status) };
  return { kind: 'refused', message: readFailure(body) ?? '' };
}
