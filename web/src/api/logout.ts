import type { LogoutBody } from '../../../shared/api/logout.ts';
import { askApi } from './ask-api.ts';
import { readEnvelope } from './read-envelope.ts';
import { type RequestProblem, requestProblem } from './request-problem.ts';

/** How signing out ended; `isTargetSafe` says whether the browser may go on to the target. */
export type LogoutOutcome =
  | { readonly kind: 'signed-out'; readonly isTargetSafe: boolean }
  | { readonly kind: 'failed'; readonly problem: RequestProblem };

/** Ends the session: `POST api/logout` (behaviour.md §1.4). Never throws. */
export async function logout(basePath: string, targetURL: string | undefined): Promise<LogoutOutcome> {
  const body: LogoutBody = targetURL === undefined ? {} : { targetURL };
  const answer = await askApi(`${basePath}api/logout`, 'POST', body);
  if (answer.kind === 'no-answer') return { kind: 'failed', problem: 'offline' };
  const data = answer.status === 200 ? readEnvelope(answer.body) : undefined;
  if (data === undefined) return { kind: 'failed', problem: requestProblem(answer.status) };
  return { kind: 'signed-out', isTargetSafe: data.safeTargetURL === true };
}
