import { z } from 'zod';

/** An object of keys that is complete without being written: its keys have defaults. */
export function group<Shape extends z.ZodRawShape>(shape: Shape, about: string) {
  return keys(shape)
    .prefault(() => ({}) as z.input<z.ZodObject<Shape, z.core.$strict>>)
    .describe(about);
}

/** An object of keys that means something by being there; undefined where it is left out. */
export function optionalGroup<Shape extends z.ZodRawShape>(shape: Shape, about: string) {
  return keys(shape)
    .optional()
    .transform((written) => written)
    .describe(about);
}

/** A list of objects; empty where it is left out. */
export function groups<Entry extends z.ZodType>(entry: Entry, about: string) {
  return z
    .array(entry, { error: 'A list is expected here: one entry per line, each after "- ".' })
    .optional()
    .transform((list) => list ?? [])
    .describe(about);
}

/** A map from names that the operator chooses; empty where it is left out. */
export function named<Entry extends z.ZodType>(entry: Entry, about: string) {
  return z
    .record(z.string(), entry, { error: 'Names with their keys below them are expected here.' })
    .optional()
    .transform((map) => map ?? {})
    .describe(about);
}

/** A strict object whose message for anything else is ours. */
export function keys<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'invalid_type' ? 'Further keys are expected below this one.' : undefined,
  });
}
