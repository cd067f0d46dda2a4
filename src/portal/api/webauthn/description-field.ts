import { z } from 'zod';

/** Control characters, ends of lines, and what turns the direction of text: they would garble mails and logs. */
const strangeCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A person's name for a key: 1 to 64 bytes of UTF-8 (behaviour.md §1.6), without blanks around it. */
export const descriptionField = z
  .string()
  .max(256)
  .transform((value) => value.trim())
  .refine(
    (value) =>
      value !== '' &&
      value.isWellFormed() &&
      Buffer.byteLength(value) <= 64 &&
      !strangeCharacters.test(value),
  );
