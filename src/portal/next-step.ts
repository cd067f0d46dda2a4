import type { RedirectData } from '../../shared/api/first-factor.ts';
import type { Policy } from '../access/policy.ts';
import { parseTarget, type Target } from '../access/target.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import { safeRedirect } from '../session/safe-redirect.ts';
import type { Session } from '../session/session.ts';
import { isUrlOrPath } from './is-url-or-path.ts';
import { whatIsMissing } from './what-is-missing.ts';

/** Where to go after the first factor. */
export type NextStep =
  | { readonly kind: 'redirect'; readonly data: RedirectData }
  /** The portal shows what comes next: the second factor, a factor once more, or that the person is signed in. */
  | { readonly kind: 'portal' }
  /** The person may not go to the target: the portal's own page says so. */
  | { readonly kind: 'denied'; readonly target: Target }
  /** The target is not a URL at all. */
  | { readonly kind: 'malformed-target' };

/** What decides on the next step. */
export interface StepQuestion {
  readonly session: Session;
  readonly cookieDomain: CookieDomainConfig;
  readonly allDomains: readonly CookieDomainConfig[];
  readonly policy: Policy;
  readonly address: string | undefined;
  readonly nowMs: number;
  /** Empty where there is none. */
  readonly rawTargetUrl: string;
  readonly requestMethod: string;
}

/** The redirect rule after the first factor (behaviour.md §1.4). */
export function nextStepAfterFirstFactor(question: StepQuestion): NextStep {
  const { session, policy, rawTargetUrl } = question;
  if (rawTargetUrl === '') return defaultStep(question);
  if (!isUrlOrPath(rawTargetUrl)) return { kind: 'malformed-target' };
  const safe = safeRedirect(rawTargetUrl, question.allDomains);
  const target = safe && parseTarget(safe.href, question.requestMethod);
  if (safe === undefined || target === undefined) return defaultStep(question);
  const { missing } = whatIsMissing(policy, session, { ...question, target });
  if (missing === 'permission') return { kind: 'denied', target };
  return missing === 'nothing' ? { kind: 'redirect', data: { redirect: safe.href } } : { kind: 'portal' };
}

function defaultStep({ policy, cookieDomain }: StepQuestion): NextStep {
  const url = cookieDomain.default_redirection_url;
  if (url === undefined || policy.isSecondFactorNeededAnywhere) return { kind: 'portal' };
  return { kind: 'redirect', data: { redirect: url } };
}

/** The redirect rule after the second factor (behaviour.md §1.4): the target where it is safe, the default where there is none. */
export function nextStepAfterSecondFactor(
  question: Omit<StepQuestion, 'policy' | 'address' | 'nowMs' | 'session'>,
): NextStep {
  const { rawTargetUrl, cookieDomain, allDomains } = question;
  if (rawTargetUrl === '') {
    const url = cookieDomain.default_redirection_url;
    return url === undefined ? { kind: 'portal' } : { kind: 'redirect', data: { redirect: url } };
  }
  if (!isUrlOrPath(rawTargetUrl)) return { kind: 'malformed-target' };
  const safe = safeRedirect(rawTargetUrl, allDomains);
  return safe === undefined ? { kind: 'portal' } : { kind: 'redirect', data: { redirect: safe.href } };
}
