import { z } from 'zod';
import type { AdminSessionsData } from '../../../shared/api/admin-sessions.ts';
import type { EndedSessionsData } from '../../../shared/api/user-sessions.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { eventOrigin } from '../event-origin.ts';
import { fields } from '../fields.ts';
import type { PortalServices } from '../portal-services.ts';
import { sessionData } from './session-data.ts';

/** The values of `user` in the query: one at most. */
const askedUser = z.array(fields.username).max(1);

/** `/api/admin/sessions` (`shared/api/admin-sessions.ts`): administrators list and end anyone's sessions. */
export function adminSessionEndpoints({ sessionAdministration }: PortalServices): readonly Endpoint[] {
  const group = { path: '/api/admin/sessions', kind: 'api', guard: 'administrator' } as const;
  return [
    {
      ...group,
      method: 'GET',
      countsAsActivity: false,
      async handle(request, { session }) {
        const names = new URLSearchParams(request.rawQuery).getAll('user');
        const asked = askedUser.safeParse(names);
        if (!asked.success) return ko(400, messages.operationFailed);
        const [username] = asked.data;
        const listed = await (username === undefined
          ? sessionAdministration.listNewest()
          : sessionAdministration.list(username));
        const data: AdminSessionsData = {
          is_listable: listed !== undefined,
          sessions: (listed ?? []).map((one) => ({
            ...sessionData(one, session.id),
            username: one.session.username,
            display_name: one.session.displayName,
          })),
        };
        return ok(data);
      },
    },
    {
      ...group,
      path: '/api/admin/sessions/:user',
      method: 'DELETE',
      countsAsActivity: true,
      async handle(request, visitor) {
        const act = { ...eventOrigin(request), by: visitor.session.username };
        const data: EndedSessionsData = {
          ended: await sessionAdministration.endAll(request.parameters.user ?? '', act),
        };
        return ok(data);
      },
    },
    {
      ...group,
      path: '/api/admin/sessions/:user/:id',
      method: 'DELETE',
      countsAsActivity: true,
      async handle(request, visitor) {
        const { user = '', id = '' } = request.parameters;
        const act = { ...eventOrigin(request), by: visitor.session.username };
        if (!(await sessionAdministration.end(user, id, act))) return ko(404, messages.operationFailed);
        const data: EndedSessionsData = { ended: 1 };
        return ok(data);
      },
    },
  ];
}
