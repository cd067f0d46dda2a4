import { closest } from '../../lib/closest.ts';
import type { ConfigProblem } from '../problem.ts';
import { expandEnv } from './expand-env.ts';
import type { Filter } from './filter.ts';
import { renderTemplateFilter } from './template.ts';

/** The filters by name (behaviour.md §4.1). */
const filtersByName: Readonly<Record<string, Filter>> = {
  template: renderTemplateFilter,
  'expand-env': expandEnv,
};

/** The filters of those names, in that order; an unknown or repeated name is an error. */
export function chooseFilters(names: readonly string[]): {
  readonly filters: readonly Filter[];
  readonly problems: readonly ConfigProblem[];
} {
  const problems: ConfigProblem[] = [];
  const complain = (severity: ConfigProblem['severity'], message: string, hint: string) =>
    problems.push({ severity, keyPath: '', message, hint, source: undefined });
  const filters: Filter[] = [];
  const wanted = names.map((name) => name.toLowerCase());
  for (const [index, name] of wanted.entries()) {
    const filter = Object.hasOwn(filtersByName, name) ? filtersByName[name] : undefined;
    if (filter === undefined) {
      const meant = closest(name, Object.keys(filtersByName));
      const hint =
        meant === undefined ? 'There are `template` and `expand-env`.' : `Did you mean \`${meant}\`?`;
      complain('error', `There is no configuration filter \`${name}\`.`, hint);
    } else if (wanted.indexOf(name) < index) {
      complain('error', `The configuration filter \`${name}\` is named twice.`, 'Name it once.');
    } else filters.push(filter);
  }
  if (wanted.includes('expand-env')) {
    const hint = 'Use `template`, with `{{ env "NAME" }}`.';
    complain('warning', 'The configuration filter `expand-env` is deprecated.', hint);
  }
  return { filters, problems };
}
