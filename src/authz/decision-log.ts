import type { Requirement } from '../access/policy.ts';
import type { Target } from '../access/target.ts';
import { AppError } from '../lib/app-error.ts';
import type { Log } from '../lib/log.ts';
import type { BadRequestReason, TargetDecision } from './decision.ts';
import type { Identity } from './identity.ts';

/** What was found out on the way to a decision about a target. */
export interface DecisionTrace {
  readonly target: Target;
  readonly requirement: Requirement;
  readonly identity: Identity | undefined;
  readonly address: string | undefined;
}

/**
 * One line per check: refusals at info, whatever else at debug, failures at error. Paths, queries, cookies and credentials stay out: any
 * of them may hold a secret of the application's. Each check has an id, by which its line can be found.
 */
export interface DecisionLog {
  /** A check that could not be understood or must not be believed. */
  refused(requestId: string, reason: BadRequestReason, target: Target | undefined): void;
  decided(requestId: string, decision: TargetDecision, trace: DecisionTrace): void;
  /** A check that could not be finished, because something is away or broken. */
  failed(requestId: string, error: unknown): void;
}

/** The decision log of one endpoint. */
export function createDecisionLog(log: Log, endpoint: string): DecisionLog {
  return {
    refused(requestId, reason, target) {
      const { method, host } = target ?? {};
      log.info({ request_id: requestId, endpoint, decision: 'bad-request', reason, method, host }, message);
    },
    decided(requestId, decision, { target, requirement, identity, address }) {
      const level = isRefusal(decision) ? 'info' : 'debug';
      if (!log.isLevelEnabled(level)) return;
      const { kind, reason } = decision;
      const { policy, rule } = requirement;
      const { method, host } = target;
      const found = {
        policy,
        rule,
        method,
        host,
        username: identity?.username,
        client_id: identity?.clientId,
        remote_ip: address,
      };
      log[level]({ request_id: requestId, endpoint, decision: kind, reason, ...found }, message);
    },
    failed(requestId, error) {
      const cause =
        error instanceof AppError
          ? { code: error.code, detail: error.detail, problem: error.message }
          : { err: error };
      log.error({ request_id: requestId, endpoint, ...cause }, `${message} failed`);
    },
  };
}

const message = 'authz check';

/** What an operator is asked about: somebody known who may not, and credentials that do not hold. Being sent to sign in is no refusal. */
function isRefusal({ kind, reason }: TargetDecision): boolean {
  return kind === 'forbidden' || reason === 'credentials-rejected';
}
