import type { SourceText } from '../sources/source-text.ts';
import { createLocator } from '../sources/source-text.ts';
import type { FilterContext } from './filter.ts';
import { FilterError } from './filter.ts';
import { evaluate } from './template/evaluate.ts';
import { createFunctionTable } from './template/function-table.ts';
import { createOutput } from './template/output.ts';
import { parseTemplate } from './template/parser.ts';
import { TemplateError } from './template/template-error.ts';

/** The filter `template`: the file is a Go template (text/template) with Authelia's functions (behaviour.md §4.1). */
export function renderTemplateFilter(source: SourceText, context: FilterContext): SourceText {
  const locate = createLocator(source);
  try {
    const functions = createFunctionTable();
    const { body, defined } = parseTemplate(source.text, new Set(functions.keys()));
    const output = createOutput();
    evaluate(body, null, {
      functions,
      defined,
      context,
      output,
      lineOf: (offset) => locate(offset).line,
      variables: [{ name: '$', value: null }],
      steps: { count: 0 },
      calls: 0,
    });
    return { ...source, ...output.finish() };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { line, column } = locate(error.offset);
    throw new FilterError(error.message, { line, column });
  }
}
