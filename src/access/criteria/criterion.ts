import type { Question } from '../question.ts';
import type { Verdict } from '../verdict.ts';

/** One compiled criterion of a rule. Pure. */
export type Criterion = (question: Question) => Verdict;

/** A criterion that is not written holds for everything. */
export const always: Criterion = () => 'hit';
