import { isAnonymous, type Subject } from './subject.ts';
import type { Target } from './target.ts';

/** What the criteria of a rule look at: who asks for what, under one reading of the path. */
export interface Question {
  readonly subject: Subject;
  readonly isAnonymous: boolean;
  readonly target: Target;
  /** One reading of the path, then `?` and the raw query where there is one: what `resources` are compared with. */
  readonly resource: string;
}

/** Puts a question; `path` is one of the readings of the target's path. */
export function createQuestion(subject: Subject, target: Target, path: string): Question {
  const { rawQuery } = target;
  return {
    subject,
    isAnonymous: isAnonymous(subject),
    target,
    resource: rawQuery === undefined || rawQuery === '' ? path : `${path}?${rawQuery}`,
  };
}
