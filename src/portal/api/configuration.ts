import type { ConfigurationData, PasswordPolicyData } from '../../../shared/api/configuration.ts';
import { ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';

/** The portal cannot set passwords yet, so no policy applies to any. */
const noPasswordPolicy: PasswordPolicyData = {
  mode: 'disabled',
  min_length: 0,
  max_length: 0,
  min_score: 0,
  require_uppercase: false,
  require_lowercase: false,
  require_number: false,
  require_special: false,
};

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
      handle: () => ok(noPasswordPolicy),
    },
  ];
}
