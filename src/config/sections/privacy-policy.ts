import { boolean } from '../notations/boolean.ts';
import { group } from '../notations/group.ts';
import { defaulted, optional } from '../notations/key.ts';
import { httpsUrl } from '../notations/url.ts';
import type { Section } from '../section.ts';

/** The `privacy_policy` section (behaviour.md §4.3). */
export interface PrivacyPolicyConfig {
  readonly enabled: boolean;
  readonly require_user_acceptance: boolean;
  readonly policy_url: string | undefined;
}

/** The `privacy_policy` section. */
export const privacyPolicy: Section<PrivacyPolicyConfig> = {
  schema: group(
    {
      enabled: defaulted(boolean, false, 'Shows a link to the privacy policy on the pages.'),
      require_user_acceptance: defaulted(boolean, false, 'Asks each person once to accept it.'),
      policy_url: optional(httpsUrl, 'Where the privacy policy is: an https URL.'),
    },
    'A link to your privacy policy.',
  ),
  check(ready, { report }) {
    if (!ready.enabled || ready.policy_url !== undefined) return;
    report({
      path: ['policy_url'],
      severity: 'error',
      message: 'privacy_policy is enabled, but there is no policy to link to.',
      hint: 'Write the https URL of your privacy policy, or set enabled to false.',
    });
  },
};
