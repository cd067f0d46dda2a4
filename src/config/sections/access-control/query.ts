import { Misread, type MisreadProblem, misread, type Notation, quote } from '../../notations/notation.ts';
import { regularExpression } from '../../notations/regular-expression.ts';
import type { QueryCriterionConfig } from '../access-control.ts';

const operators = ['present', 'absent', 'equal', 'not equal', 'pattern', 'not pattern'] as const;
const known = ['operator', 'key', 'value'];
const hint = "Write a list of lists such as [[{operator: 'equal', key: 'a', value: 'b'}]].";

/** Tests of query parameters: the outer list is OR, the inner one AND; a lone test stands for an inner list (behaviour.md §5.2). */
export const queryCriteria: Notation<readonly (readonly QueryCriterionConfig[])[]> = {
  jsonSchema: { title: 'list of lists of tests', type: 'array', items: { type: ['array', 'object'] } },
  read(raw) {
    if (!Array.isArray(raw)) return misread('Tests of query parameters are a list.', hint);
    const problems: MisreadProblem[] = [];
    const ready = raw.map((entry: unknown, outer) => {
      const tests: readonly unknown[] = Array.isArray(entry) ? entry : [entry];
      const message = 'An empty list of tests would match every query.';
      if (tests.length === 0) problems.push({ path: [outer], message, hint });
      return tests.flatMap((test, inner) => {
        const read = readTest(test);
        if (!(read instanceof Misread)) return [read];
        const at = Array.isArray(entry) ? [outer, inner] : [outer];
        problems.push(...read.problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] })));
        return [];
      });
    });
    return problems.length > 0 ? new Misread(problems) : ready;
  },
};

function readTest(raw: unknown): QueryCriterionConfig | Misread {
  if (typeof raw !== 'object' || raw === null)
    return misread('This is not a test of a query parameter.', hint);
  const test = new Map<string, unknown>(Object.entries(raw));
  const unknown = [...test.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined)
    return misread(`${quote(unknown)} is not known here.`, `Write ${known.join(', ')}.`);
  const [key, value] = [scalar(test.get('key')), scalar(test.get('value'))];
  if (key === undefined) return at('key', 'The name of the query parameter is missing.', hint);
  if (test.get('value') !== undefined && value === undefined)
    return at('value', 'The value is not a text.', 'Put it in quotes.');
  const written = test.get('operator') ?? (value === undefined ? 'present' : 'equal');
  const operator = operators.find((name) => name === written);
  if (operator === undefined) {
    return at('operator', `${quote(written)} is not an operator.`, `Write one of: ${operators.join(', ')}.`);
  }
  return checkValue({ operator, key, value });
}

function checkValue(test: QueryCriterionConfig): QueryCriterionConfig | Misread {
  const takesNone = test.operator === 'present' || test.operator === 'absent';
  if (takesNone && test.value !== undefined) {
    return at(
      'value',
      `The operator ${test.operator} takes no value.`,
      'Remove the value, or write another operator.',
    );
  }
  if (!takesNone && test.value === undefined) {
    return at('value', `The operator ${test.operator} needs a value.`, 'Write a value.');
  }
  if (!test.operator.endsWith('pattern')) return test;
  const pattern = regularExpression.read(test.value);
  if (!(pattern instanceof Misread)) return test;
  return new Misread(pattern.problems.map((problem) => ({ ...problem, path: ['value'] })));
}

function at(key: string, message: string, whatToWrite: string): Misread {
  return new Misread([{ path: [key], message, hint: whatToWrite }]);
}

/** A text, or a number or boolean as YAML reads an unquoted one; empty and missing are the same. */
function scalar(raw: unknown): string | undefined {
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  return typeof raw === 'string' && raw !== '' ? raw : undefined;
}
