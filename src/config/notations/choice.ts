import { misread, type Notation, quote, scalarText } from './notation.ts';

/** One of a few words. Case counts, but for words that differ in case alone the message names the right one. */
export function choice<const Word extends string>(...words: readonly Word[]): Notation<Word> {
  return {
    jsonSchema: { enum: words },
    read(raw) {
      const found = words.find((word) => word === raw);
      if (found !== undefined) return found;
      const meant = words.find((word) => word.toLowerCase() === scalarText(raw).toLowerCase());
      return misread(`${quote(raw)} is not known here.`, `Write ${meant ?? `one of: ${words.join(', ')}`}.`);
    },
  };
}

/** One of a few words whatever their case, as the key is upper-cased when it is loaded. */
export function upperCaseChoice<const Word extends string>(...words: readonly Word[]): Notation<Word> {
  const exact = choice(...words);
  return {
    jsonSchema: exact.jsonSchema,
    read: (raw) => exact.read(typeof raw === 'string' ? raw.trim().toUpperCase() : raw),
  };
}

/** One of a few lower-case words, written in any case: for what protocols compare without regard to it. */
export function lowerCaseChoice<const Word extends string>(...words: readonly Word[]): Notation<Word> {
  const exact = choice(...words);
  return {
    jsonSchema: exact.jsonSchema,
    read: (raw) => exact.read(typeof raw === 'string' ? raw.trim().toLowerCase() : raw),
  };
}

/** One of a few whole numbers. */
export function numberChoice<const Value extends number>(...values: readonly Value[]): Notation<Value> {
  return {
    jsonSchema: { enum: values },
    read(raw) {
      const found = values.find((value) => String(value) === scalarText(raw));
      return found ?? misread(`${quote(raw)} is not possible here.`, `Write one of: ${values.join(', ')}.`);
    },
  };
}
