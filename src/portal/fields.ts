import { z } from 'zod';

/** The longest values that are looked at, in UTF-16 units: checked before anything is hashed or looked up. */
const longest = { username: 256, password: 1024, url: 8192, method: 32 } as const;

/** A user name as typed. */
export const usernameField = z.string().min(1).max(longest.username);

/** A password as typed: never trimmed, never normalised here. */
export const passwordField = z.string().min(1).max(longest.password);

/** An unchecked URL. Absent, null and empty are one. */
export const urlField = z
  .string()
  .max(longest.url)
  .nullish()
  .transform((value) => value ?? '');

/** The method of the request that led here (`rm`); anything but a method in capitals counts as GET. */
export const methodField = z
  .string()
  .max(longest.method)
  .nullish()
  .transform((value) => (value != null && /^[A-Z]+$/.test(value) ? value : 'GET'));

/** A box that may be left out. */
export const flagField = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** The name of a flow (behaviour.md §1.1); none is known until there is an OpenID provider. */
export const flowField = z
  .string()
  .max(longest.method)
  .nullish()
  .transform((value) => value ?? '');
