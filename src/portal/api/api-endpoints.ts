import type { Answer } from '../../http/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { adminSessionEndpoints } from './admin-sessions.ts';
import { configurationEndpoints } from './configuration.ts';
import { firstFactorEndpoint } from './first-factor.ts';
import { logoutEndpoint } from './logout.ts';
import { oidcConsentEndpoints } from './oidc-consent.ts';
import { reauthenticateEndpoint } from './reauthenticate.ts';
import { safeRedirectionEndpoint } from './safe-redirection.ts';
import { stateEndpoint } from './state.ts';
import { userInfoEndpoints } from './user-info.ts';
import { userSessionEndpoints } from './user-sessions.ts';

/** The whole JSON API (behaviour.md §1.3 to §1.5, as far as the first factor needs it). */
export function apiEndpoints(services: PortalServices, health: () => Answer): readonly Endpoint[] {
  return [
    { method: 'GET', path: '/api/health', kind: 'api', guard: 'anyone', handle: health },
    stateEndpoint(services),
    ...configurationEndpoints(services),
    firstFactorEndpoint(services),
    reauthenticateEndpoint(services),
    logoutEndpoint(services),
    safeRedirectionEndpoint(services),
    ...oidcConsentEndpoints(services.openIdFlows),
    ...userInfoEndpoints(),
    ...userSessionEndpoints(services),
    ...adminSessionEndpoints(services),
  ];
}
