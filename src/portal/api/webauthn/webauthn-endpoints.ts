import type { Endpoint } from '../../endpoint.ts';
import type { PortalServices } from '../../portal-services.ts';
import { credentialEndpoints } from './credential-endpoints.ts';
import { passkeyEndpoints } from './passkey-endpoints.ts';
import { registrationEndpoints } from './registration-endpoints.ts';
import { signInEndpoints } from './sign-in-endpoints.ts';

/** All that speaks to security keys; nothing where they are disabled, and no passkeys unless they may sign in (behaviour.md §1.4, §1.6). */
export function webAuthnEndpoints(services: PortalServices): readonly Endpoint[] {
  const { webauthn } = services;
  if (webauthn === undefined) return [];
  const all = { ...services, webauthn };
  return [
    ...signInEndpoints(all),
    ...credentialEndpoints(all),
    ...registrationEndpoints(all),
    ...(webauthn.config.enable_passkey_login ? passkeyEndpoints(all) : []),
  ];
}
