import { RE2JS } from 're2js';
import { misread, type Notation } from './notation.ts';

const hint =
  'Write a regular expression in RE2 syntax: no look-around, no back references, named groups as (?P<name>…).';

/** A regular expression in RE2 syntax (behaviour.md §4.2), ready as the text that `RE2JS.compile` takes. */
export const regularExpression: Notation<string> = {
  jsonSchema: { title: 'regular expression', type: 'string' },
  read(raw) {
    if (typeof raw !== 'string')
      return misread('This is not a regular expression.', 'Put the value in quotes.');
    const reason = whyNotCompiled(raw);
    return reason === undefined ? raw : misread(`This regular expression cannot be used: ${reason}.`, hint);
  },
};

/** The names of the named groups of a regular expression that was read. */
export function groupNames(expression: string): readonly string[] {
  return Object.keys(RE2JS.compile(expression).namedGroups());
}

function whyNotCompiled(expression: string): string | undefined {
  try {
    RE2JS.compile(expression);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'it is malformed';
  }
}
