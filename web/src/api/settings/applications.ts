import type { OidcApplicationData, OidcApplicationsData } from '../../../../shared/api/oidc-applications.ts';
import { isAnything, isListOf, isOptional, isShape, isText, isYesOrNo } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const path = 'api/user/oidc/applications';

const isApplication = isShape<OidcApplicationData>({
  client_id: isText,
  client_description: isText,
  scopes: isListOf(isText),
  claims: isListOf(isText),
  audience: isListOf(isText),
  since: isText,
  stays_connected: isYesOrNo,
  remembered_until: isOptional(isText),
});

/** What the person gave to applications: `GET`. */
export function readApplications(basePath: string): Promise<SettingsOutcome<OidcApplicationsData>> {
  return askSettings({
    url: `${basePath}${path}`,
    method: 'GET',
    isData: isShape<OidcApplicationsData>({ applications: isListOf(isApplication) }),
  });
}

/** Takes all back from one: `DELETE …/{client_id}`. */
export function revokeApplication(basePath: string, clientId: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({
    url: `${basePath}${path}/${encodeURIComponent(clientId)}`,
    method: 'DELETE',
    isData: isAnything,
  });
}
