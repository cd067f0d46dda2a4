import { Misread, type MisreadProblem, misread, type Notation, quote } from '../../notations/notation.ts';

const hint = 'Write user:NAME, group:NAME or oauth2:client:ID.';

/** Subjects of a rule: one, a list of which any matches, or a list of lists that match as a whole (behaviour.md §5.2). */
export const subjects: Notation<readonly (readonly string[])[]> = {
  jsonSchema: { title: 'subjects', type: ['string', 'array'] },
  read(raw) {
    const alternatives = (Array.isArray(raw) ? raw : [raw]).map((entry) =>
      Array.isArray(entry) ? entry : [entry],
    );
    const problems = alternatives.flatMap((all, outer) =>
      all.length === 0
        ? [{ path: [outer], message: 'An empty list of subjects would match everyone.', hint }]
        : all.flatMap((entry, inner) => problemOf(entry, position(raw, outer, inner))),
    );
    return problems.length > 0
      ? new Misread(problems)
      : alternatives.map((all) => all.map((entry) => trimmed(String(entry))));
  },
};

function problemOf(entry: unknown, path: readonly number[]): readonly MisreadProblem[] {
  if (typeof entry === 'string' && /^\s*(?:user:|group:|oauth2:client:)\s*\S/.test(entry)) return [];
  return misread(`${quote(entry)} is not a subject.`, hint).problems.map((problem) => ({ ...problem, path }));
}

function position(raw: unknown, outer: number, inner: number): readonly number[] {
  if (!Array.isArray(raw)) return [];
  return Array.isArray(raw[outer]) ? [outer, inner] : [outer];
}

function trimmed(subject: string): string {
  const [, kind = '', name = ''] = /^\s*(user:|group:|oauth2:client:)\s*(.*?)\s*$/s.exec(subject) ?? [];
  return `${kind}${name}`;
}
