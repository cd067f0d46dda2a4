import type { Requirement } from '../access/policy.ts';
import type { Target } from '../access/target.ts';
import { AppError } from '../lib/app-error.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
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
 * One line per check. Paths, queries, cookies and credentials stay out: any of them may hold a secret of the application's.
 * Each check has an id, by which its lines can be found.
 */
export interface DecisionLog {
  nextId(): string;
  /** A check that could not be understood or must not be believed. */
  refused(requestId: string, reason: BadRequestReason, target: Target | undefined): void;
  decided(requestId: string, decision: TargetDecision, trace: DecisionTrace): void;
  /** A check that could not be finished, because something is away or broken. */
  failed(requestId: string, error: unknown): void;
}

/** The decision log of one endpoint. */
export function createDecisionLog(log: Log, endpoint: string, random: Random): DecisionLog {
  const prefix = random.bytes(6).toString('base64url');
  let count = 0;
  return {
    nextId: () => `${prefix}-${++count}`,
    refused(requestId, reason, target) {
      const { method, host } = target ?? {};
      log.debug({ requestId, endpoint, decision: 'bad-request', reason, method, host }, 'authz check');
    },
    decided(requestId, { kind, reason }, { target, requirement, identity, address }) {
      if (!log.isLevelEnabled('debug')) return;
      const { policy, rule } = requirement;
      const { method, host } = target;
      const username = identity?.username;
      log.debug(
        { requestId, endpoint, decision: kind, reason, policy, rule, method, host, username, address },
        'authz check',
      );
    },
    failed(requestId, error) {
      const cause =
        error instanceof AppError
          ? { code: error.code, detail: error.detail, problem: error.message }
          : { err: error };
      log.error({ requestId, endpoint, ...cause }, 'authz check failed');
    },
  };
}
