import { RE2JS } from 're2js';
import type { QueryCriterionConfig } from '../../config/sections/access-control.ts';
import { utf8Text } from '../path/utf8-text.ts';
import { always, type Criterion } from './criterion.ts';

/** The first value of a parameter, decoded as forms are; undefined where it is missing. */
type FindValue = (key: string) => string | undefined;
type QueryTest = (find: FindValue) => boolean;

/** `query`: the outer list is OR, the inner one AND; only the first value of a parameter counts (behaviour.md §5.2). */
export function compileQuery(alternatives: readonly (readonly QueryCriterionConfig[])[]): Criterion {
  if (alternatives.length === 0) return always;
  const compiled = alternatives.map((all) => all.map(compileTest));
  return ({ target: { rawQuery } }) => {
    const find = readQuery(rawQuery);
    return compiled.some((all) => all.every((test) => test(find))) ? 'hit' : 'miss';
  };
}

function readQuery(rawQuery: string | undefined): FindValue {
  if (rawQuery === undefined || rawQuery === '') return () => undefined;
  // The ampersand keeps a question mark at the start, which the parser would take for the delimiter.
  const parameters = new URLSearchParams(`&${utf8Text(rawQuery)}`);
  return (key) => parameters.get(key) ?? undefined;
}

/** A parameter that is missing compares as an empty one, but for `present` and `absent`. */
function compileTest({ operator, key, value = '' }: QueryCriterionConfig): QueryTest {
  switch (operator) {
    case 'present':
      return (find) => find(key) !== undefined;
    case 'absent':
      return (find) => find(key) === undefined;
    case 'equal':
      return (find) => (find(key) ?? '') === value;
    case 'not equal':
      return (find) => (find(key) ?? '') !== value;
    case 'pattern': {
      const pattern = RE2JS.compile(value);
      return (find) => pattern.test(find(key) ?? '');
    }
    case 'not pattern': {
      const pattern = RE2JS.compile(value);
      return (find) => !pattern.test(find(key) ?? '');
    }
  }
}
