import { ko, messages, ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { readForm } from '../pages/read-form.ts';
import type { PortalServices } from '../portal-services.ts';
import { retryAfter } from '../run-within-limit.ts';
import { withinGuessLimits } from '../within-guess-limits.ts';

/**
 * `PUT /api/oidc/device-authorization` (behaviour.md §1.8): lets in the device whose question the person signed in has answered. The other methods
 * of that path are the provider's own.
 */
export function oidcDeviceApprovalEndpoints(services: PortalServices): readonly Endpoint[] {
  const { openIdDeviceFlows: flows } = services;
  if (flows === undefined) return [];
  return [
    {
      method: 'PUT',
      path: '/api/oidc/device-authorization',
      kind: 'api',
      guard: 'signed-in',
      countsAsActivity: true,
      async handle(request, { session }) {
        const form = readForm(request);
        const { cookieDomain, address } = request;
        const visit = { cookieDomain, address, session, rawFlowId: form?.field('flow_id') ?? '' };
        const finished = await withinGuessLimits(services, request, session, async () => {
          const isLetIn = await flows.finishDevice(visit, form?.field('user_code') ?? '');
          return isLetIn ? { isLetIn } : undefined;
        });
        if (finished === undefined) return ko(400, messages.operationFailed);
        return 'reason' in finished ? ko(429, messages.tooManyRequests, [retryAfter(finished)]) : ok();
      },
    },
  ];
}
