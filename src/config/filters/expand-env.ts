import type { SourceText } from '../sources/source-text.ts';
import type { FilterContext } from './filter.ts';
import { expandVariables, visibleVariable } from './visible-variable.ts';

/** The deprecated filter `expand-env`: `$NAME` and `${NAME}` become the values of environment variables (behaviour.md §4.1). */
export function expandEnv(source: SourceText, { environment }: FilterContext): SourceText {
  const lines: string[] = [];
  const lineNumbers: number[] = [];
  for (const [index, line] of source.text.split('\n').entries()) {
    const expanded = expandVariables(line, (name) => visibleVariable(environment, name)).split('\n');
    lines.push(...expanded);
    lineNumbers.push(...expanded.map(() => source.lineNumbers[index] ?? index + 1));
  }
  return { ...source, text: lines.join('\n'), lineNumbers };
}
