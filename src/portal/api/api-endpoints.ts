import type { Answer } from '../../http/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { adminSessionEndpoints } from './admin-sessions.ts';
import { configurationEndpoints } from './configuration.ts';
import { duoEndpoints } from './duo.ts';
import { elevationEndpoints } from './elevation/elevation-endpoints.ts';
import { firstFactorEndpoint } from './first-factor.ts';
import { logoutEndpoint } from './logout.ts';
import { oidcApplicationEndpoints } from './oidc-applications.ts';
import { oidcConsentEndpoints } from './oidc-consent.ts';
import { oidcDeviceApprovalEndpoints } from './oidc-device-approval.ts';
import { changePasswordEndpoints } from './password/change-password.ts';
import { resetPasswordEndpoints } from './password/reset-password-endpoints.ts';
import { passwordAsSecondFactorEndpoints } from './password-as-second-factor.ts';
import { reauthenticateEndpoint } from './reauthenticate.ts';
import { recoveryCodeEndpoints } from './recovery-codes.ts';
import { rememberedDeviceEndpoints } from './remembered-devices.ts';
import { safeRedirectionEndpoint } from './safe-redirection.ts';
import { stateEndpoint } from './state.ts';
import { totpEndpoints } from './totp.ts';
import { userInfoEndpoints } from './user-info.ts';
import { userSessionEndpoints } from './user-sessions.ts';
import { webAuthnEndpoints } from './webauthn/webauthn-endpoints.ts';

/** The whole JSON API (behaviour.md §1.3 to §1.6). */
export function apiEndpoints(services: PortalServices, health: () => Answer): readonly Endpoint[] {
  return [
    { method: 'GET', path: '/api/health', kind: 'api', guard: 'anyone', handle: health },
    stateEndpoint(services),
    ...configurationEndpoints(services),
    firstFactorEndpoint(services),
    reauthenticateEndpoint(services),
    logoutEndpoint(services),
    safeRedirectionEndpoint(services),
    ...oidcConsentEndpoints(services),
    ...oidcDeviceApprovalEndpoints(services),
    ...oidcApplicationEndpoints(services),
    ...userSessionEndpoints(services),
    ...adminSessionEndpoints(services),
    ...userInfoEndpoints(services),
    ...totpEndpoints(services),
    ...recoveryCodeEndpoints(services),
    ...duoEndpoints(services),
    ...passwordAsSecondFactorEndpoints(services),
    ...rememberedDeviceEndpoints(services),
    ...elevationEndpoints(services),
    ...resetPasswordEndpoints(services),
    ...changePasswordEndpoints(services),
    ...webAuthnEndpoints(services),
  ];
}
