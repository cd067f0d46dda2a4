import type { z } from 'zod';
import { boolean } from '../notations/boolean.ts';
import { numberChoice, upperCaseChoice } from '../notations/choice.ts';
import { group } from '../notations/group.ts';
import { integer } from '../notations/integer.ts';
import { defaulted } from '../notations/key.ts';
import { list } from '../notations/list.ts';
import { text } from '../notations/text.ts';
import type { Section } from '../section.ts';

/** The `totp` section (behaviour.md §4.3, §6.5). Lengths of time are in seconds here, as in RFC 6238. */
export type TotpConfig = z.output<typeof schema>;

const algorithm = upperCaseChoice('SHA1', 'SHA256', 'SHA512');
const digits = numberChoice(6, 8);
const period = integer({ min: 15, unit: 'seconds' });

const schema = group(
  {
    disable: defaulted(boolean, false, 'Offers no one-time passwords.'),
    issuer: defaulted(text, 'Authelia', 'The name that authenticator apps show.'),
    algorithm: defaulted(algorithm, 'SHA1', 'The digest.'),
    digits: defaulted(digits, 6, 'The length of a one-time password.'),
    period: defaulted(period, 30, 'How many seconds each is good for.'),
    skew: defaulted(integer({ min: 0 }), 1, 'How many periods before and after are accepted too.'),
    secret_size: defaulted(integer({ min: 20, unit: 'bytes' }), 32, 'Bytes of a secret.'),
    allowed_algorithms: defaulted(list(algorithm), [], 'The digests that people may choose from.'),
    allowed_digits: defaulted(list(digits), [], 'The lengths that people may choose from.'),
    allowed_periods: defaulted(list(period), [], 'The periods that people may choose from.'),
    disable_reuse_security_policy: defaulted(boolean, false, 'Accepts a one-time password more than once.'),
  },
  'One-time passwords of authenticator apps (RFC 6238).',
).transform((totp) => ({
  ...totp,
  allowed_algorithms: withDefault(totp.allowed_algorithms, totp.algorithm),
  allowed_digits: withDefault(totp.allowed_digits, totp.digits),
  allowed_periods: withDefault(totp.allowed_periods, totp.period),
}));

/** The `totp` section. */
export const totp: Section<TotpConfig> = { schema };

/** What is the default must be allowed, too (behaviour.md §4.5). */
function withDefault<Value>(allowed: readonly Value[], fallback: Value): readonly Value[] {
  return [...new Set([...allowed, fallback])];
}
