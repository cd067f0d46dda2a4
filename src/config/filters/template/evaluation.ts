import type { FilterContext } from '../filter.ts';
import type { FunctionTable } from './function.ts';
import type { Statement } from './node.ts';
import type { Output } from './output.ts';
import { TemplateError } from './template-error.ts';
import type { TemplateValue } from './value.ts';

/** Enough for any configuration; what asks for more has gone wrong. */
const maxSteps = 1_000_000;
/** Characters that a template may write, and that one text may have. */
export const maxCharacters = 16 * 1024 * 1024;
/** How deep templates may call each other. */
const maxCalls = 100;

/** The state of a template that runs. */
export interface Evaluation {
  readonly functions: FunctionTable;
  readonly defined: ReadonlyMap<string, readonly Statement[]>;
  readonly context: FilterContext;
  readonly output: Output;
  /** The line of the file for an offset into the template. */
  readonly lineOf: (offset: number) => number;
  /** Innermost last; `$` is what the template was called with. */
  readonly variables: { readonly name: string; value: TemplateValue }[];
  readonly steps: { count: number };
  readonly calls: number;
}

/** Counts one step at that offset; throws `TemplateError` where a template runs, writes or calls itself without end. */
export function countStep(evaluation: Evaluation, offset: number): void {
  evaluation.steps.count += 1;
  const isTooMuch =
    evaluation.steps.count > maxSteps ||
    evaluation.output.size() > maxCharacters ||
    evaluation.calls > maxCalls;
  if (isTooMuch) throw new TemplateError(offset, 'This template does not come to an end.');
}
