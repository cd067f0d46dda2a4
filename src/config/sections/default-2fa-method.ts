import { choice } from '../notations/choice.ts';
import { optional } from '../notations/key.ts';
import type { Section } from '../section.ts';

/** Names of second factors, as the configuration and the API spell them (behaviour.md, head). */
export type SecondFactorMethod = 'totp' | 'webauthn' | 'mobile_push';

/** The `default_2fa_method` key (behaviour.md §4.3). That the method is on is checked across sections. */
export const defaultSecondFactorMethod: Section<SecondFactorMethod | undefined> = {
  schema: optional(
    choice('totp', 'webauthn', 'mobile_push'),
    'The second factor offered to those who have not chosen one.',
  ),
};
