import type { z } from 'zod';
import { boolean } from '../notations/boolean.ts';
import { choice } from '../notations/choice.ts';
import { duration } from '../notations/duration.ts';
import { group } from '../notations/group.ts';
import { defaulted, optional } from '../notations/key.ts';
import { list } from '../notations/list.ts';
import { text, textThat } from '../notations/text.ts';
import { webUrl } from '../notations/url.ts';
import type { Report, Section } from '../section.ts';

/** The `webauthn` section (behaviour.md §4.3, §6.6). */
export type WebAuthnConfig = z.output<typeof schema>;

const need = choice('discouraged', 'preferred', 'required');

const aaguid = textThat((value) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value), {
  message: 'This is not an AAGUID.',
  hint: 'Write it as 8, 4, 4, 4 and 12 hexadecimal digits with hyphens between.',
});

/** The states of an authenticator model in the FIDO metadata service (MDS3 §3.1.4). */
const status = choice(
  'NOT_FIDO_CERTIFIED',
  'FIDO_CERTIFIED',
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
  'UPDATE_AVAILABLE',
  'REVOKED',
  'SELF_ASSERTION_SUBMITTED',
  'FIDO_CERTIFIED_L1',
  'FIDO_CERTIFIED_L1plus',
  'FIDO_CERTIFIED_L2',
  'FIDO_CERTIFIED_L2plus',
  'FIDO_CERTIFIED_L3',
  'FIDO_CERTIFIED_L3plus',
);

const metadata = group(
  {
    enabled: defaulted(boolean, false, 'Compares authenticators with the metadata of the FIDO alliance.'),
    // Ours alone: mirrors, and machines without a way out.
    url: defaulted(webUrl, 'https://mds3.fidoalliance.org/', 'Where the metadata is fetched from.'),
    path: optional(text, 'A file with the metadata, read instead of the URL.'),
    cache_policy: defaulted(choice('strict', 'relaxed'), 'strict', 'Whether outdated metadata may be used.'),
    // The documented defaults are real here (departures.md §4).
    validate_trust_anchor: defaulted(boolean, true, 'Follows the certificates to a known authority.'),
    validate_entry: defaulted(boolean, true, 'Refuses models that are not listed.'),
    validate_entry_permit_zero_aaguid: defaulted(
      boolean,
      false,
      'Accepts authenticators that hide their model.',
    ),
    validate_status: defaulted(boolean, true, 'Looks at the state of the model.'),
    validate_status_permitted: defaulted(list(status), [], 'The only states accepted; empty = all.'),
    validate_status_prohibited: defaulted(
      list(status),
      [
        'REVOKED',
        'USER_KEY_PHYSICAL_COMPROMISE',
        'USER_KEY_REMOTE_COMPROMISE',
        'USER_VERIFICATION_BYPASS',
        'ATTESTATION_KEY_COMPROMISE',
      ],
      'States that are refused.',
    ),
  },
  'What is known of models of authenticators.',
);

const schema = group(
  {
    disable: defaulted(boolean, false, 'Offers no security keys and no passkeys.'),
    display_name: defaulted(text, 'Authelia', 'The name that browsers show.'),
    timeout: defaulted(duration({ min: 1 }), '60s', 'How long a browser waits for the person.'),
    attestation_conveyance_preference: defaulted(
      choice('none', 'indirect', 'direct'),
      'indirect',
      'Whether authenticators are asked for their model.',
    ),
    enable_passkey_login: defaulted(boolean, false, 'Passkeys may replace the password.'),
    experimental_enable_passkey_uv_two_factors: defaulted(
      boolean,
      false,
      'A passkey that verified its user counts as two factors.',
    ),
    experimental_enable_passkey_upgrade: defaulted(boolean, false, 'Older keys may become passkeys.'),
    selection_criteria: group(
      {
        attachment: optional(choice('platform', 'cross-platform'), 'The kind of authenticator; empty = any.'),
        discoverability: defaulted(need, 'preferred', 'Whether the key must know the user.'),
        user_verification: defaulted(need, 'preferred', 'Whether the key must verify the user.'),
      },
      'Which authenticators are asked for.',
    ),
    filtering: group(
      {
        permitted_aaguids: defaulted(list(aaguid), [], 'The only models accepted; empty = all.'),
        prohibited_aaguids: defaulted(list(aaguid), [], 'Models refused.'),
        prohibit_backup_eligibility: defaulted(
          boolean,
          false,
          'Refuses keys that can be copied to another device.',
        ),
      },
      'Which authenticators may be registered.',
    ),
    metadata,
  },
  'Security keys and passkeys (WebAuthn).',
);

/** The `webauthn` section. */
export const webauthn: Section<WebAuthnConfig> = {
  schema,
  check(ready, { report }) {
    checkPasskeys(ready, report);
    if (ready.filtering.permitted_aaguids.length > 0 && ready.filtering.prohibited_aaguids.length > 0) {
      report({
        path: ['filtering', 'prohibited_aaguids'],
        severity: 'error',
        message: 'With permitted_aaguids every other model is refused anyway.',
        hint: 'Remove one of the two lists.',
      });
    }
  },
};

function checkPasskeys(ready: WebAuthnConfig, report: Report): void {
  const needed = [
    'experimental_enable_passkey_uv_two_factors',
    'experimental_enable_passkey_upgrade',
  ] as const;
  if (!ready.enable_passkey_login) {
    for (const key of needed.filter((name) => ready[name])) {
      const hint = `Set enable_passkey_login to true, or ${key} to false.`;
      report({ path: [key], severity: 'error', message: 'This needs enable_passkey_login.', hint });
    }
    return;
  }
  if (ready.disable) {
    const hint = 'Set disable to false, or enable_passkey_login to false.';
    const message = 'Passkeys cannot be used while webauthn is disabled.';
    report({ path: ['enable_passkey_login'], severity: 'error', message, hint });
  }
  if (ready.selection_criteria.discoverability === 'discouraged') {
    const path = ['selection_criteria', 'discoverability'];
    const message = 'New keys that do not know their user cannot be used as passkeys.';
    report({ path, severity: 'warning', message, hint: 'Write preferred or required.' });
  }
}
