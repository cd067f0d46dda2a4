import { Misread, type MisreadProblem, misread, type Notation } from './notation.ts';

/**
 * A list of scalars; a single one stands for a list of one. `separator` cuts a lone string, for values that come from the environment
 * (behaviour.md §4.1); patterns have none, for a comma may be part of them.
 */
export function list<Item>(
  item: Notation<Item>,
  options: { readonly separator?: ',' } = { separator: ',' },
): Notation<readonly Item[]> {
  return {
    jsonSchema: { type: ['array', 'string'], items: item.jsonSchema },
    read(raw) {
      const ready: Item[] = [];
      const problems: MisreadProblem[] = [];
      for (const [index, entry] of entriesOf(raw, options.separator).entries()) {
        const value = item.read(entry);
        if (!(value instanceof Misread)) ready.push(value);
        else
          problems.push(...value.problems.map((problem) => at(problem, Array.isArray(raw) ? [index] : [])));
      }
      return problems.length === 0 ? ready : new Misread(problems);
    },
  };
}

/** A list with something in it, for lists that would mean everything when empty. */
export function nonEmpty<Item>(notation: Notation<readonly Item[]>): Notation<readonly Item[]> {
  return {
    jsonSchema: notation.jsonSchema,
    read(raw) {
      const ready = notation.read(raw);
      if (ready instanceof Misread || ready.length > 0) return ready;
      return misread('This list is empty.', 'Write at least one entry, or remove the key.');
    },
  };
}

function entriesOf(raw: unknown, separator: ',' | undefined): readonly unknown[] {
  if (Array.isArray(raw)) return raw;
  if (typeof raw !== 'string' || separator === undefined) return [raw];
  return raw
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function at(problem: MisreadProblem, path: readonly number[]): MisreadProblem {
  return { ...problem, path: [...path, ...problem.path] };
}
