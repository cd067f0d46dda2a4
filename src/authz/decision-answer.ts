import type { Target } from '../access/target.ts';
import type { Answer } from '../http/answer.ts';
import { plainAnswer } from '../http/plain-answer.ts';
import type { AuthzRequest } from './authz-request.ts';
import type { TargetDecision } from './decision.ts';
import type { ProxyDialect } from './dialect.ts';
import { identityHeaders } from './identity-headers.ts';
import { challengeAnswer, refusalAnswer } from './refusal-answer.ts';

/** Words a decision in a proxy's dialect. Only `allow` becomes a 2xx (behaviour.md §2.3, §2.4). */
export function decisionAnswer(
  decision: TargetDecision,
  dialect: ProxyDialect,
  target: Target,
  request: AuthzRequest,
): Answer {
  switch (decision.kind) {
    case 'allow':
      return plainAnswer(200, identityHeaders(decision.identity));
    case 'sign-in':
      return dialect.answerSignIn(decision.portalUrl, target, request);
    case 'challenge':
      return challengeAnswer(decision.challenge);
    case 'forbidden':
      return refusalAnswer(403);
  }
}
