import type { AllSections } from './all-sections.ts';
import type { Config } from './config.ts';
import { createReport } from './create-report.ts';
import { explainIssues } from './explain-issues.ts';
import { toPlainValue } from './plain-value.ts';
import type { ConfigProblem } from './problem.ts';
import { problemAt } from './problem-at.ts';
import type { RawMap, Step } from './raw-tree.ts';
import { entryAt, isNothing, placeOf } from './raw-tree.ts';
import type { Shape } from './schema-shape.ts';
import { shapeBelow } from './schema-shape.ts';
import type { CheckContext, Section } from './section.ts';

/** What the checks found. */
export interface CheckResult {
  /** The sections without an error, by key. */
  readonly ready: Readonly<Record<string, unknown>>;
  readonly problems: readonly ConfigProblem[];
}

/** Hands each section its part of the tree, and then the checks that look across sections all that is ready. */
export function checkSections(
  tree: RawMap,
  shape: Shape,
  { table, checkAcross, findUnsupported }: AllSections,
  generateSecret: () => string,
): CheckResult {
  const problems: ConfigProblem[] = [];
  const contextAt = (above: readonly Step[]): CheckContext => ({
    report: createReport(tree, above, (problem) => problems.push(problem)),
    generateSecret,
  });
  const isWritten = (keyPath: string) => {
    const entry = entryAt(tree, keyPath.split('.'));
    return entry !== undefined && !isNothing(entry.value);
  };
  for (const unsupported of findUnsupported(isWritten)) {
    problems.push(problemAt(placeOf(tree, unsupported.path).keyOrigin, unsupported));
  }
  const ready: Record<string, unknown> = {};
  for (const [key, section] of Object.entries(table)) {
    const raw = tree.entries.get(key)?.value;
    const value = raw && toPlainValue(raw, shapeBelow(shape, key), [key]);
    const result = parseSection(section, value ?? undefined, shapeBelow(shape, key));
    if (result.success) {
      section.check?.(result.data, { ...contextAt([key]), raw: value });
      ready[key] = result.data;
    } else problems.push(...explainIssues(result.error.issues, [key], tree));
  }
  // What is ready has been checked by the sections whose types make up Config.
  checkAcross(ready as Partial<Config>, contextAt([]));
  return { ready, problems };
}

/** Zod's own messages are for programmers: only those that a section wrote are kept. */
const withoutOwnWords = { error: () => '' };

/** A section that is not written and cannot do without is asked what it misses, key by key. */
function parseSection(section: Section<unknown>, value: unknown, shape: Shape | undefined) {
  const result = section.schema.safeParse(value, withoutOwnWords);
  if (result.success || value !== undefined || shape?.keys === undefined) return result;
  return section.schema.safeParse({}, withoutOwnWords);
}
