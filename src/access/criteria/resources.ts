import { bestVerdict } from '../verdict.ts';
import { always, type Criterion } from './criterion.ts';
import type { IdentityPattern } from './identity-pattern.ts';

/** `resources`: one of the expressions is found in the path and query (behaviour.md §5.2). */
export function compileResources(patterns: readonly IdentityPattern[]): Criterion {
  if (patterns.length === 0) return always;
  return (question) => bestVerdict(patterns, (pattern) => pattern.verdict(question.resource, question));
}
