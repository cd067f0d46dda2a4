import { hideValue } from './hide-value.ts';
import type { ConfigProblem } from './problem.ts';
import { problemAt } from './problem-at.ts';
import { placeOf, type RawMap, type Step } from './raw-tree.ts';
import type { Report } from './section.ts';

/** Makes a `Report` for what stands below a path: it finds the place in the files, and the old spelling where one was used. */
export function createReport(
  tree: RawMap,
  above: readonly Step[],
  add: (problem: ConfigProblem) => void,
): Report {
  return ({ path: below, severity, message, hint }) => {
    const path = [...above, ...below];
    const { node, origin, writtenAs } = placeOf(tree, path);
    const hide = (text: string) => hideValue(text, path, node);
    const written = writtenAs === undefined ? '' : ` (Written as \`${writtenAs}\`.)`;
    add(
      problemAt(origin, { severity, path, message: `${hide(message)}${written}`, hint: hint && hide(hint) }),
    );
  };
}
