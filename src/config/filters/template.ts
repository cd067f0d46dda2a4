import type { SourceText } from '../sources/source-text.ts';
import type { FilterContext } from './filter.ts';

/** placeholder */
export function renderTemplateFilter(source: SourceText, _context: FilterContext): SourceText {
  return source;
}
