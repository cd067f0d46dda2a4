import { z } from 'zod';
import type { LogoutBody, LogoutData } from '../../../shared/api/logout.ts';
import { safeRedirect } from '../../session/safe-redirect.ts';
import { ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { signOut } from '../sign-out.ts';

const bodySchema = z.object({ targetURL: fields.url } satisfies FieldsOf<LogoutBody>);

/** `POST /api/logout` (behaviour.md §1.4, §3.8): ends the session whatever the body says, and takes the cookie away. */
export function logoutEndpoint(services: PortalServices): Endpoint {
  return {
    method: 'POST',
    path: '/api/logout',
    kind: 'api',
    guard: 'known-site',
    async handle(request) {
      const removal = await signOut(services, request);
      const targetUrl = readJson(request, bodySchema)?.targetURL ?? '';
      const data: LogoutData = {
        safeTargetURL: safeRedirect(targetUrl, services.config.session.cookies) !== undefined,
      };
      return ok(data, [['Set-Cookie', removal]]);
    },
  };
}
