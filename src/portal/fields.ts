import { z } from 'zod';

/** The longest values that are looked at, in UTF-16 units: checked before anything is hashed or looked up. */
const longest = {
  username: 256,
  password: 1024,
  url: 8192,
  word: 32,
  flowId: 128,
  newPassword: 65_536,
  token: 4096,
} as const;

const optionalText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .nullish()
    .transform((value) => value ?? '');

/** A schema for each field of a body in `shared/api/`, so that neither has one that the other does not know. */
export type FieldsOf<Body> = { readonly [Name in keyof Body]-?: z.ZodType };

/** The fields of what people and pages send. In optional ones absent, null and empty are the same. */
export const fields = {
  /** A user name as typed. */
  username: z.string().min(1).max(longest.username),
  /** A password as typed: never trimmed, never normalised here. */
  password: z.string().min(1).max(longest.password),
  /** A new password as typed, of any length that fits into a body: what is too long is told in words. */
  newPassword: z.string().max(longest.newPassword),
  /** What a mailed link carries. */
  linkToken: z.string().min(1).max(longest.token),
  /** An unchecked URL. */
  url: optionalText(longest.url),
  /** The method of the request that led here (`rm`); anything but capitals counts as GET. */
  method: optionalText(longest.word).transform((value) => (/^[A-Z]+$/.test(value) ? value : 'GET')),
  /** A one-time password in either length that there is (behaviour.md §1.6); spaces around it do not matter. */
  token: z
    .string()
    .max(longest.word)
    .transform((value) => value.trim())
    .pipe(z.string().regex(/^(?:[0-9]{6}|[0-9]{8})$/)),
  /** A recovery code as typed. */
  recoveryCode: z.string().min(1).max(longest.word),
  /** The name of a second factor; whether there is such a one is not said. */
  methodName: z.string().min(1).max(longest.word),
  /** A box that may be left out. */
  flag: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  /** The name of a flow (behaviour.md §1.1); `openid_connect` is the only one. */
  flow: optionalText(longest.word),
  /** The id of a flow, as received. */
  flowId: optionalText(longest.flowId),
};
