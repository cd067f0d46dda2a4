import type { Answer } from '../http/answer.ts';
import { plainAnswer } from '../http/plain-answer.ts';
import { AppError } from '../lib/app-error.ts';
import { answerFailure, type Failure } from './answer-failure.ts';
import type { Endpoint } from './endpoint.ts';
import { isFromForeignOrigin } from './foreign-origin.ts';
import type { PageAnswers } from './pages/page-answers.ts';
import type { PortalRequest } from './portal-request.ts';
import type { PortalServices } from './portal-services.ts';
import { runEndpoint } from './run-endpoint.ts';
import { runWithinLimit } from './run-within-limit.ts';
import { withSecurityHeaders } from './with-security-headers.ts';

/** Answers a request to a path by the endpoints that it has, never rejecting; with `Allow` where none has the method. */
export async function answerRequest(
  endpoints: readonly Endpoint[],
  request: PortalRequest,
  services: PortalServices,
  pages: PageAnswers,
): Promise<Answer> {
  const { method } = request.raw;
  const wanted = method === 'HEAD' ? 'GET' : method;
  const endpoint = endpoints.find((one) => one.method === wanted);
  if (endpoint === undefined) return withSecurityHeaders('api', answerMethod(method, endpoints));
  const { kind } = endpoint;
  const fail = (failure: Failure) => answerFailure(kind, failure, request, pages);
  const answer = await runSafely(endpoint, request, services, fail);
  return withSecurityHeaders(kind, answer);
}

/** Gives 200 to OPTIONS and 405 to everything else, both with the methods that there are (RFC 9110 §9.3.7, §15.5.6). */
function answerMethod(method: string, endpoints: readonly Endpoint[]): Answer {
  const methods = endpoints.flatMap((one) => (one.method === 'GET' ? ['GET', 'HEAD'] : [one.method]));
  const allow = [['Allow', [...methods, 'OPTIONS'].join(', ')]] as const;
  return method === 'OPTIONS' ? { status: 200, headers: allow, body: '' } : plainAnswer(405, allow);
}

async function runSafely(
  endpoint: Endpoint,
  request: PortalRequest,
  services: PortalServices,
  fail: (failure: Failure) => Answer,
): Promise<Answer> {
  const { log, rateLimiter } = services;
  if (endpoint.method !== 'GET' && isFromForeignOrigin(request)) {
    log.warn(
      { request_id: request.id, path: endpoint.path, remote_ip: request.address },
      'a request that another site made was refused',
    );
    return fail({ reason: 'foreign-origin' });
  }
  try {
    const run = () => runEndpoint(endpoint, request, services);
    const outcome = await runWithinLimit(endpoint, request, rateLimiter, run);
    if (typeof outcome === 'string') return fail({ reason: outcome });
    return 'reason' in outcome ? fail(outcome) : outcome;
  } catch (error) {
    const detail = error instanceof AppError ? error.detail : undefined;
    const { path } = endpoint;
    log.error({ err: error, detail, path, request_id: request.id }, 'a request to the portal failed');
    return fail({ reason: 'thrown', error });
  }
}
