import type { Endpoint } from '../../endpoint.ts';
import type { PortalServices } from '../../portal-services.ts';
import { mailResetLinkEndpoint } from './mail-reset-link.ts';
import { redeemResetLinkEndpoint } from './redeem-reset-link.ts';
import { resetPasswordEndpoint } from './reset-password.ts';
import { revokeResetLinkEndpoint } from './revoke-reset-link.ts';

/** The reset of a password by a mailed link (behaviour.md §1.7, §6.3); nothing where it is disabled, or done elsewhere. */
export function resetPasswordEndpoints(services: PortalServices): readonly Endpoint[] {
  const { resetLinks, config } = services;
  const { disable, custom_url } = config.authentication_backend.password_reset;
  if (resetLinks === undefined || disable || custom_url !== undefined) return [];
  return [
    mailResetLinkEndpoint(services, resetLinks),
    redeemResetLinkEndpoint(services, resetLinks),
    resetPasswordEndpoint(services, resetLinks),
    revokeResetLinkEndpoint(services, resetLinks),
  ];
}
