/** `GET /api/oidc/consent?flow_id=` or `?user_code=` (behaviour.md §1.8): what an application or a device asks for. */
export interface OidcConsentData {
  readonly client_id: string;
  /** The name that people see. */
  readonly client_description: string;
  readonly scopes: readonly string[];
  readonly audience: readonly string[];
  /** Whether the answer can be remembered. */
  readonly pre_configuration: boolean;
  readonly claims: readonly string[];
  readonly essential_claims: readonly string[];
  /** Whether a second factor is wanted first. */
  readonly require_login: boolean;
}

/** `POST /api/oidc/consent`: the answer to it. */
export interface OidcConsentBody {
  readonly flow_id: string;
  readonly client_id: string;
  readonly consent: boolean;
  readonly pre_configure?: boolean;
  /** The claims that are granted; all that were asked for where it is left out. */
  readonly claims?: readonly string[];
  readonly subflow?: string;
  readonly user_code?: string;
}

/** To the answer about a device: the flow that `PUT /api/oidc/device-authorization` finishes. */
export interface OidcDeviceConsentAnswer {
  readonly flow_id: string;
}

/** Where the browser goes on. */
export interface OidcConsentAnswer {
  readonly redirect_uri: string;
}
