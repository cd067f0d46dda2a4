import type { Policy, Requirement, TargetPolicy } from '../access/policy.ts';
import type { Subject } from '../access/subject.ts';
import type { Target } from '../access/target.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Answer } from '../http/answer.ts';
import { errorStatus } from '../http/error-answer.ts';
import { clientAddress, type EdgeTrust } from '../http/forwarded.ts';
import { headerValues, type RawRequest } from '../http/raw-request.ts';
import type { RequestIds } from '../http/request-ids.ts';
import type { RequestHandler } from '../http/server.ts';
import type { Clock } from '../lib/clock.ts';
import { type Awaitable, whenThere } from '../lib/when-there.ts';
import { isUseWorthNoting } from '../session/application-limits.ts';
import { findCookieDomain } from '../session/cookie-domain.ts';
import type { Sessions } from '../session/sessions.ts';
import type { AnsweredCheck, AnswerObserver } from './answer-observer.ts';
import { type AuthzRequest, readAuthzRequest } from './authz-request.ts';
import { choosePortalUrl } from './choose-portal-url.ts';
import { decide } from './decide.ts';
import type { BadRequestReason } from './decision.ts';
import { decisionAnswer } from './decision-answer.ts';
import type { DecisionLog } from './decision-log.ts';
import type { ProxyDialect } from './dialect.ts';
import { type Identification, identify } from './identify.ts';
import type { Identity } from './identity.ts';
import { refusalAnswer } from './refusal-answer.ts';
import type { IdentityStrategy, StrategyContext } from './strategy.ts';
import type { UntrustedPeerWarning } from './untrusted-peer-warning.ts';
import { withRequestId } from './with-request-id.ts';

/** What answers the checks of one endpoint at one path. */
export interface AuthzHandlerOptions {
  /** The endpoint's name. */
  readonly name: string;
  /** The endpoint's own path, sub-path included. */
  readonly path: string;
  readonly dialect: ProxyDialect;
  readonly strategies: readonly IdentityStrategy[];
  readonly cookieDomains: readonly CookieDomainConfig[];
  readonly policy: Policy;
  readonly sessions: Pick<Sessions, 'noteUse'>;
  readonly clock: Clock;
  readonly trust: EdgeTrust;
  readonly requestIds: RequestIds;
  readonly decisionLog: DecisionLog;
  readonly warnOfUntrustedPeer: UntrustedPeerWarning;
  readonly onAnswer?: AnswerObserver | undefined;
}

/** A check whose every part is readable. */
interface Check {
  readonly request: AuthzRequest;
  readonly target: Target;
  /** What the rules say of the target. */
  readonly rules: TargetPolicy;
  readonly domain: CookieDomainConfig;
  readonly portalUrl: string | undefined;
  readonly address: string | undefined;
}

/** A check that cannot be understood or must not be believed. */
interface Refusal {
  readonly reason: BadRequestReason;
  /** As far as it could be read. */
  readonly target: Target | undefined;
}

/** A check as it ended. */
interface Outcome {
  readonly kind: AnsweredCheck['decision'];
  readonly answer: Answer;
}

/** The answer to a proxy's question. What fails on the way becomes a 5xx and one line in the log, never an open door. */
export function createAuthzHandler(options: AuthzHandlerOptions): RequestHandler {
  const { onAnswer } = options;
  const publicStrategies = options.strategies.filter(({ challenge }) => challenge === undefined);
  return (raw) => {
    const startedAtMs = onAnswer === undefined ? 0 : performance.now();
    const requestId = options.requestIds(raw);
    return whenThere(answerSafely(raw, requestId, options, publicStrategies), ({ kind, answer }) => {
      onAnswer?.({
        endpoint: options.name,
        decision: kind,
        status: answer.status,
        durationMs: performance.now() - startedAtMs,
      });
      return withRequestId(answer, requestId);
    });
  };
}

function answerSafely(
  raw: RawRequest,
  requestId: string,
  options: AuthzHandlerOptions,
  publicStrategies: readonly IdentityStrategy[],
): Awaitable<Outcome> {
  const { decisionLog, dialect } = options;
  const failed = (error: unknown): Outcome => {
    decisionLog.failed(requestId, error);
    return { kind: 'failed', answer: refusalAnswer(errorStatus(error)) };
  };
  try {
    const check = readCheck(raw, requestId, options);
    if ('request' in check) {
      const outcome = answerCheck(check, options, publicStrategies);
      return outcome instanceof Promise ? outcome.catch(failed) : outcome;
    }
    decisionLog.refused(requestId, check.reason, check.target);
    options.warnOfUntrustedPeer(raw);
    return { kind: 'bad-request', answer: refusalAnswer(dialect.badRequestStatus) };
  } catch (error) {
    return failed(error);
  }
}

/**
 * What is required, who asks, what follows (behaviour.md §2.2 steps 5 to 8). Credentials sent to a public resource are the application's
 * own business: they are neither checked nor counted against anybody (attacks.md, Authelia #3716).
 */
function answerCheck(
  check: Check,
  options: AuthzHandlerOptions,
  publicStrategies: readonly IdentityStrategy[],
): Awaitable<Outcome> {
  const { policy, strategies } = options;
  const { request, target, rules, address } = check;
  const forAnyone = rules.required({ username: undefined, groups: [], address });
  const isPublic = forAnyone.policy === 'bypass' && !forAnyone.dependsOnSubject;
  const identification = identify(isPublic ? publicStrategies : strategies, request, {
    domain: check.domain,
    target,
    address,
    countsAsActivity: activityOf(policy, check),
  });
  return whenThere(identification, (found) => answerPerson(check, forAnyone, found, options));
}

/** What follows from who asks; `forAnyone` is what is required of those whom nobody knows. */
function answerPerson(
  { request, target, rules, address, portalUrl }: Check,
  forAnyone: Requirement,
  identification: Identification,
  options: AuthzHandlerOptions,
): Awaitable<Outcome> {
  const { dialect, decisionLog, clock } = options;
  const { identity } = identification;
  const requirement =
    identity === undefined ? forAnyone : rules.required({ ...subjectOf(identity), address });
  const decision = decide(requirement, identification, {
    portalUrl,
    nowMs: clock.now(),
    host: target.host,
  });
  const noted =
    decision.kind === 'allow' ? noteUse(identification, requirement, target.host, options) : undefined;
  return whenThere(noted, () => {
    const { requestId } = request.origin;
    decisionLog.decided(requestId, decision, { target, requirement, identity, address });
    return { kind: decision.kind, answer: decisionAnswer(decision, dialect, target, request) };
  });
}

function subjectOf({ username, clientId, groups }: Identity): Omit<Subject, 'address'> {
  return { username, clientId, groups };
}

/** Only where a rule marks requests as no activity must it be known who asks before that counts. */
function activityOf(policy: Policy, { rules, address }: Check): StrategyContext['countsAsActivity'] {
  if (!policy.hasIdleRequests) return true;
  return ({ username, groups }) => rules.required({ username, groups, address }).isActivity !== false;
}

/** An application with an `inactivity` of its own is used by what it was let through, not by what pages ask on their own. */
function noteUse(
  { session }: Identification,
  { inactivityMs, isActivity }: Requirement,
  host: string,
  { sessions, clock }: AuthzHandlerOptions,
): Awaitable<void> {
  if (session === undefined || inactivityMs === undefined || isActivity === false) return;
  const isWorthNoting = isUseWorthNoting(session.session, { host, inactivityMs, nowMs: clock.now() });
  return isWorthNoting ? sessions.noteUse(session, host) : undefined;
}

/** Steps 1 to 4 of behaviour.md §2.2. */
function readCheck(raw: RawRequest, requestId: string, options: AuthzHandlerOptions): Check | Refusal {
  const { dialect, path, trust } = options;
  const request = readAuthzRequest(raw, { path, requestId }, trust);
  if (typeof request === 'string') return refuse(request);
  const target = dialect.readTarget(request);
  if (typeof target === 'string') return refuse(target);
  const domain = findCookieDomain(options.cookieDomains, target.host);
  if (domain === undefined) return refuse('foreign-host', target);
  const portal = choosePortalUrl(dialect, request, domain);
  if (typeof portal === 'string') return refuse(portal, target);
  const address = clientAddress(raw, trust);
  const isHidden = address === undefined && headerValues(raw, 'x-forwarded-for').length > 0;
  if (isHidden) return refuse('unknown-client-address', target);
  return { request, target, rules: options.policy.about(target), domain, portalUrl: portal.url, address };
}

function refuse(reason: BadRequestReason, target?: Target): Refusal {
  return { reason, target };
}
