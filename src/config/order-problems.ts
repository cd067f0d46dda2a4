import type { ConfigProblem } from './problem.ts';

/** Puts problems in the order in which an operator meets them: files as they were read, from the top; the environment; what is missing altogether. */
export function orderProblems(
  problems: readonly ConfigProblem[],
  files: readonly string[],
): readonly ConfigProblem[] {
  const rank = ({ source }: ConfigProblem): readonly [number, number, number, string] => {
    if (source === undefined) return [files.length + 2, 0, 0, ''];
    if (source.kind === 'environment') return [files.length + 1, 0, 0, source.variable];
    const index = files.indexOf(source.file);
    return [index < 0 ? files.length : index, source.line ?? 0, source.column ?? 0, ''];
  };
  return problems.toSorted((one, other) => compare(rank(one), rank(other)));
}

type Rank = readonly (number | string)[];

function compare(one: Rank, other: Rank): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? value;
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}
