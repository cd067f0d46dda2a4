import { bestVerdict, type Verdict } from '../verdict.ts';
import { always, type Criterion } from './criterion.ts';
import { type DomainPattern, domainVerdict } from './domain-pattern.ts';
import type { IdentityPattern } from './identity-pattern.ts';

/** `domain` and `domain_regex`: the host falls under one of either (behaviour.md §5.2). Hosts are canonical, so spelling makes no difference. */
export function compileDomain(
  domains: readonly DomainPattern[],
  expressions: readonly IdentityPattern[],
): Criterion {
  if (domains.length === 0 && expressions.length === 0) return always;
  const exact = new Set(domains.filter(({ form }) => form === 'exact').map(({ rest }) => rest));
  const others = domains.filter(({ form }) => form !== 'exact');
  return (question): Verdict => {
    const { host } = question.target;
    if (exact.has(host)) return 'hit';
    const byDomain = bestVerdict(others, (domain) => domainVerdict(domain, host, question));
    if (byDomain === 'hit' || expressions.length === 0) return byDomain;
    const byExpression = bestVerdict(expressions, (expression) => expression.verdict(host, question));
    return byExpression === 'miss' ? byDomain : byExpression;
  };
}
