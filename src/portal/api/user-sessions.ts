import type { EndedSessionsData, UserSessionsData } from '../../../shared/api/user-sessions.ts';
import type { SecurityEventKind } from '../../audit/security-events.ts';
import type { FoundSession } from '../../session/sessions.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import { eventOrigin } from '../event-origin.ts';
import type { PortalServices } from '../portal-services.ts';
import { sessionData } from './session-data.ts';

/**
 * `GET` and `DELETE /api/user/sessions`, `DELETE /api/user/sessions/{id}` (new, departures.md §2): the person signed in sees and ends their
 * own sessions. Whose they are comes from the session alone, so that the id of another's finds nothing. Ending only closes doors: it needs
 * no elevation.
 */
export function userSessionEndpoints(services: PortalServices): readonly Endpoint[] {
  const { sessions, config } = services;
  const group = { path: '/api/user/sessions', kind: 'api', guard: 'signed-in' } as const;
  return [
    {
      ...group,
      method: 'GET',
      countsAsActivity: false,
      async handle(_request, { session }) {
        const listed = await sessions.list(config.session.cookies, session.username);
        const data: UserSessionsData = { sessions: listed.map((one) => sessionData(one, session.id)) };
        return ok(data);
      },
    },
    {
      ...group,
      method: 'DELETE',
      countsAsActivity: true,
      async handle(request, visitor) {
        const ended = await sessions.endAll(visitor.session.username, visitor);
        if (ended > 0) await tell(services, request, visitor, 'sessions-ended', { ended: `${ended}` });
        const data: EndedSessionsData = { ended };
        return ok(data);
      },
    },
    {
      ...group,
      path: '/api/user/sessions/:id',
      method: 'DELETE',
      countsAsActivity: true,
      async handle(request, visitor) {
        const isEnded = await sessions.end(visitor.session.username, request.parameters.id ?? '');
        if (!isEnded) return ko(404, messages.operationFailed);
        await tell(services, request, visitor, 'session-ended');
        const data: EndedSessionsData = { ended: 1 };
        return ok(data);
      },
    },
  ];
}

function tell(
  { securityEvents }: PortalServices,
  request: SiteRequest,
  { session: { username } }: FoundSession,
  kind: SecurityEventKind,
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  return securityEvents.tell({ ...eventOrigin(request), kind, username, isSuccessful: true, details });
}
