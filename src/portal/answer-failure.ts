import type { Answer } from '../http/answer.ts';
import { errorStatus } from '../http/error-answer.ts';
import { plainAnswer } from '../http/plain-answer.ts';
import { AppError } from '../lib/app-error.ts';
import { elevationNeeded, ko, messages } from './answers.ts';
import type { AnswerKind } from './endpoint.ts';
import type { PageAnswers, PageView } from './pages/page-answers.ts';
import type { PortalRequest } from './portal-request.ts';
import type { NotElevated, Refusal } from './run-endpoint.ts';
import { retryAfter, type TooMany } from './run-within-limit.ts';

/** A request that a handler could not or must not serve. */
export type Failure =
  | { readonly reason: Extract<Refusal, string> | 'foreign-origin' }
  | NotElevated
  | { readonly reason: 'thrown'; readonly error: unknown }
  | TooMany;

const pageProblems = {
  'unknown-site': 'no-cookie-domain',
  'not-signed-in': 'not-found',
  'not-administrator': 'not-found',
  'not-elevated': 'not-found',
  'foreign-origin': 'foreign-origin',
  'too-many': 'too-many',
  thrown: 'unavailable',
} as const satisfies Record<Failure['reason'], PageView['problem']>;

/** Tells of a failure in the form that the endpoint's callers read: the failure envelope, a page, plain text. */
export function answerFailure(
  kind: AnswerKind,
  failure: Failure,
  request: PortalRequest,
  pages: PageAnswers,
): Answer {
  const status = statusOf(failure);
  const headers = failure.reason === 'too-many' ? [retryAfter(failure)] : [];
  switch (kind) {
    case 'page':
      return pages.show(
        request,
        { page: 'error', problem: pageProblems[failure.reason] },
        { status, headers },
      );
    case 'file':
      return plainAnswer(status, headers);
    case 'api':
      return apiFailure(failure, status, headers);
  }
}

function statusOf(failure: Failure): number {
  if (failure.reason === 'thrown') return errorStatus(failure.error);
  return failure.reason === 'too-many' ? 429 : 403;
}

function apiFailure(failure: Failure, status: number, headers: Answer['headers']): Answer {
  if (failure.reason === 'foreign-origin') return ko(status, messages.foreignOrigin);
  if (failure.reason === 'too-many') return ko(status, messages.tooManyRequests, headers);
  if (failure.reason === 'not-elevated') return elevationNeeded(failure.needed);
  if (failure.reason !== 'thrown') return plainAnswer(status);
  // Only what an AppError says in public may leave; anything else could hold whatever broke.
  return ko(status, failure.error instanceof AppError ? failure.error.message : messages.operationFailed);
}
