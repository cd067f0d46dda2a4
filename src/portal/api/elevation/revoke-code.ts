import { ko, messages, ok } from '../../answers.ts';
import type { Endpoint } from '../../endpoint.ts';
import type { PortalServices } from '../../portal-services.ts';
import { elevationPath } from './elevation-path.ts';

/** `DELETE /api/user/session/elevation/{id}`: revokes a code that was not used, by the link in its mail. Nobody has to be signed in. */
export function revokeCodeEndpoint({ oneTimeCodes, log }: PortalServices): Endpoint {
  return {
    method: 'DELETE',
    path: `${elevationPath}/:id`,
    kind: 'api',
    guard: 'anyone',
    rateLimit: 'session_elevation_finish',
    async handle({ id, parameters, address }) {
      const username = await oneTimeCodes.revoke(parameters.id ?? '', address);
      if (username === undefined) return ko(200, messages.operationFailed);
      log.info({ username, remote_ip: address, request_id: id }, 'a one-time code was revoked');
      return ok();
    },
  };
}
