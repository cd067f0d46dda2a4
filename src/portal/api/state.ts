import type { StateData } from '../../../shared/api/state.ts';
import { levelOf } from '../../session/level.ts';
import { ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { findVisitor } from '../visitor.ts';

/** `GET /api/state` (behaviour.md §1.3): who is signed in, how far, and where they go by default. Asking is no activity. */
export function stateEndpoint({ sessions }: PortalServices): Endpoint {
  return {
    method: 'GET',
    path: '/api/state',
    kind: 'api',
    guard: 'known-site',
    async handle(request) {
      const visitor = await findVisitor(sessions, request, { countsAsActivity: false });
      const methods = visitor?.session.methods ?? [];
      const defaultUrl = request.cookieDomain.default_redirection_url;
      const data: StateData = {
        username: visitor?.session.username ?? '',
        authentication_level: levelOf(methods),
        factor_knowledge: methods.includes('pwd') || methods.includes('kba'),
        ...(defaultUrl === undefined ? {} : { default_redirection_url: defaultUrl }),
      };
      return ok(data);
    },
  };
}
