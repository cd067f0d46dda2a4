import { Misread, misread, type Notation } from './notation.ts';

/** A text. A whole number is taken as its digits (`name: 123`); what YAML reads as something else must be quoted. */
export const text: Notation<string> = {
  jsonSchema: { type: 'string' },
  read(raw) {
    if (typeof raw === 'string') return raw;
    if (typeof raw === 'number' && Number.isSafeInteger(raw)) return String(raw);
    return misread('This is not a text.', 'Put the value in quotes.');
  },
};

/** A text that no message, log or reference may show. */
export const secretText: Notation<string> = {
  ...text,
  jsonSchema: { type: 'string', writeOnly: true },
};

/** A text that `isValid` accepts; the problem and the hint name neither the value. */
export function textThat(
  isValid: (value: string) => boolean,
  problem: { readonly message: string; readonly hint: string },
): Notation<string> {
  return {
    jsonSchema: { type: 'string' },
    read(raw) {
      const value = text.read(raw);
      if (value instanceof Misread) return value;
      return isValid(value) ? value : misread(problem.message, problem.hint);
    },
  };
}
