import type { ConfigurationData, PasswordPolicyData } from '../../../shared/api/configuration.ts';
import type { PasswordPolicyConfig } from '../../config/sections/password-policy.ts';
import { ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';

/** `GET /api/configuration` and `GET /api/configuration/password-policy` (behaviour.md §1.3): what the pages adapt to. */
export function configurationEndpoints({
  config,
  policy,
  secondFactorChoice,
}: PortalServices): readonly Endpoint[] {
  const data: ConfigurationData = {
    available_methods: policy.isSecondFactorNeededAnywhere ? secondFactorChoice.available : [],
    password_change_disabled: config.authentication_backend.password_change.disable,
    password_reset_disabled: config.authentication_backend.password_reset.disable,
  };
  const passwordPolicy = passwordPolicyData(config.password_policy);
  const group = { method: 'GET', kind: 'api' } as const;
  return [
    {
      ...group,
      path: '/api/configuration',
      guard: 'signed-in',
      countsAsActivity: false,
      handle: () => ok(data),
    },
    {
      ...group,
      path: '/api/configuration/password-policy',
      guard: 'anyone',
      handle: () => ok(passwordPolicy),
    },
  ];
}

/** The rules apply in the standard mode alone; the score is never told (behaviour.md §1.3). */
function passwordPolicyData({ standard, zxcvbn }: PasswordPolicyConfig): PasswordPolicyData {
  const { enabled, ...rules } = standard;
  if (enabled) return { mode: 'standard', min_score: 0, ...rules };
  return { ...noRules, mode: zxcvbn.enabled ? 'zxcvbn' : 'disabled' };
}

const noRules: Omit<PasswordPolicyData, 'mode'> = {
  min_length: 0,
  max_length: 0,
  min_score: 0,
  require_uppercase: false,
  require_lowercase: false,
  require_number: false,
  require_special: false,
};
