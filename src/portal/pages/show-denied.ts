import type { Requirement } from '../../access/policy.ts';
import type { Target } from '../../access/target.ts';
import type { Answer } from '../../http/answer.ts';
import type { Log } from '../../lib/log.ts';
import type { Session } from '../../session/session.ts';
import type { PortalRequest } from '../portal-request.ts';
import { destinationView } from './destination.ts';
import { nameOf } from './name-of.ts';
import type { PageAnswers } from './page-answers.ts';

/** A target that somebody signed in may not open, and the rule that says so. */
export interface Denial {
  readonly session: Session;
  readonly target: Target;
  readonly requirement: Requirement;
}

/**
 * The page for somebody who is signed in and may not go where they want to. It names the request, by which the operator finds the rule in
 * the log; the page itself tells nothing of the rules.
 */
export function showDenied(
  log: Log,
  pages: PageAnswers,
  request: PortalRequest,
  { session, target, requirement }: Denial,
): Answer {
  const { policy, rule } = requirement;
  const { method, host } = target;
  const found = { policy, rule, method, host, username: session.username, remote_ip: request.address };
  log.info({ request_id: request.id, decision: 'forbidden', reason: 'denied', ...found }, 'portal check');
  return pages.show(
    request,
    {
      page: 'error',
      problem: 'forbidden',
      displayName: nameOf(session),
      requestId: request.id,
      ...destinationView({ kind: 'safe', target }),
    },
    { status: 403, headers: [['X-Request-Id', request.id]] },
  );
}
