import { reasonOf } from '../../../lib/reason-of.ts';
import { explainLdapFailure } from '../explain-failure.ts';
import type { LdapFact, LdapFinding } from './finding.ts';

/** What is told of a step that failed: what the server or the network said, and what to mend where that is known. */
export function failureFinding(
  step: LdapFinding['step'],
  error: unknown,
  facts: readonly LdapFact[],
): LdapFinding {
  const toMend = explainLdapFailure(error);
  const all: readonly LdapFact[] = [...facts, ['answer', reasonOf(error)]];
  return { step, isGood: false, facts: all, ...(toMend === '' ? {} : { toMend }) };
}
