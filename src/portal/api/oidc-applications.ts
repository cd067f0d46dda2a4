import type { OidcApplicationData, OidcApplicationsData } from '../../../shared/api/oidc-applications.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import type { GrantedApplication, OpenIdApplications } from '../openid-applications.ts';
import type { PortalServices } from '../portal-services.ts';
import { securityEvent } from '../security-event.ts';

const path = '/api/user/oidc/applications';

/**
 * What the person signed in gave to applications: listed, and taken back one by one. Whose it is comes from the session alone. Taking back
 * only closes doors: it needs no elevation. None where there is no provider.
 */
export function oidcApplicationEndpoints(services: PortalServices): readonly Endpoint[] {
  const { openIdApplications: applications } = services;
  return applications === undefined ? [] : [list(applications), revoke(services, applications)];
}

function list(applications: OpenIdApplications): Endpoint {
  return {
    method: 'GET',
    path,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: false,
    async handle(_request, { session }) {
      const found = await applications.list(session.username);
      const data: OidcApplicationsData = { applications: found.map(toData) };
      return ok(data);
    },
  };
}

function revoke({ securityEvents }: PortalServices, applications: OpenIdApplications): Endpoint {
  return {
    method: 'DELETE',
    path: `${path}/:client`,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: true,
    async handle(request, visitor) {
      const { client = '' } = request.parameters;
      if (!(await applications.revoke(visitor.session.username, client))) {
        return ko(404, messages.operationFailed);
      }
      const happening = { kind: 'application-revoked', details: { client } } as const;
      await securityEvents.tell(securityEvent(request, visitor, happening));
      return ok();
    },
  };
}

function toData({
  clientId,
  name,
  sinceMs,
  rememberedUntilMs,
  ...given
}: GrantedApplication): OidcApplicationData {
  return {
    client_id: clientId,
    client_description: name,
    scopes: given.scopes,
    claims: given.claims,
    audience: given.audience,
    since: new Date(sinceMs).toISOString(),
    stays_connected: given.staysConnected,
    ...(rememberedUntilMs === undefined
      ? {}
      : { remembered_until: new Date(rememberedUntilMs).toISOString() }),
  };
}
