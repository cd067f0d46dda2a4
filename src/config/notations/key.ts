import { z } from 'zod';
import { Misread, misread, type Notation } from './notation.ts';

/** A key whose value is left out is undefined. `about` is its sentence in the reference. */
export function optional<Ready>(notation: Notation<Ready>, about: string): z.ZodType<Ready | undefined> {
  return key(notation, undefined, () => undefined).describe(about);
}

/** A key with a default, which is spelled as in the file. */
export function defaulted<Ready>(
  notation: Notation<Ready>,
  fallback: string | number | boolean | readonly (string | number)[],
  about: string,
): z.ZodType<Ready> {
  return key(notation, fallback, () => {
    const ready = notation.read(fallback);
    if (ready instanceof Misread) throw new TypeError(`the default ${String(fallback)} cannot be read`);
    return ready;
  }).describe(about);
}

/** A key that must be written; `hint` says what to write where it is not. */
export function required<Ready>(notation: Notation<Ready>, about: string, hint: string): z.ZodType<Ready> {
  return key<Ready, never>(notation, undefined, () => misread('This key is missing.', hint)).describe(about);
}

function key<Ready, Absent>(
  notation: Notation<Ready>,
  fallback: unknown,
  whenAbsent: () => Absent | Misread,
): z.ZodType<Ready | Absent> {
  const shown = fallback === undefined ? notation.jsonSchema : { ...notation.jsonSchema, default: fallback };
  return z
    .unknown()
    .optional()
    .meta({ ...shown })
    .transform((raw, context) => {
      const ready = isNothing(raw) ? whenAbsent() : notation.read(raw);
      if (!(ready instanceof Misread)) return ready;
      for (const { path, message, hint } of ready.problems) {
        context.addIssue({ code: 'custom', path: [...path], message, params: { hint } });
      }
      return z.NEVER;
    });
}

function isNothing(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === '';
}
