import type { ResetLinks } from '../../../verification/reset-links.ts';
import { ko, messages, ok } from '../../answers.ts';
import type { Endpoint } from '../../endpoint.ts';
import type { PortalServices } from '../../portal-services.ts';
import { portalUrlFor } from '../../portal-url.ts';
import { readJson } from '../../read-json.ts';
import { tokenSchema } from './redeem-reset-link.ts';

/**
 * `DELETE /api/reset-password`: revokes a mailed link, by the other link in its mail. One that was opened already opens nothing more then,
 * as long as no password was set.
 */
export function revokeResetLinkEndpoint({ log }: PortalServices, links: ResetLinks): Endpoint {
  return {
    method: 'DELETE',
    path: '/api/reset-password',
    kind: 'api',
    guard: 'known-site',
    rateLimit: 'reset_password_finish',
    async handle(request) {
      const { address, id } = request;
      const body = readJson(request, tokenSchema);
      const issuer = portalUrlFor(request, log);
      const revoked = body && issuer && (await links.revoke({ token: body.token, issuer, address }));
      if (!revoked) return ko(200, messages.operationFailed);
      const { username } = revoked;
      log.info({ username, remote_ip: address, request_id: id }, 'a link that resets a password was revoked');
      return ok();
    },
  };
}
