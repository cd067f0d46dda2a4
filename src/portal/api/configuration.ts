import type { ConfigurationData } from '../../../shared/api/configuration.ts';
import { ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { passwordPolicyData } from '../password-policy-data.ts';
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
