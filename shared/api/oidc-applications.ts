/** `GET /api/user/oidc/applications` (new): the applications that the person signed in gave something, by name. Times are RFC 3339. */
export interface OidcApplicationsData {
  readonly applications: readonly OidcApplicationData[];
}

/** One of them. `DELETE /api/user/oidc/applications/{client_id}` takes everything back. */
export interface OidcApplicationData {
  readonly client_id: string;
  /** The name that people see. */
  readonly client_description: string;
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
  readonly audience: readonly string[];
  readonly since: string;
  /** Whether it may renew its tokens while the person is away. */
  readonly stays_connected: boolean;
  /** Until when its question is not asked again. */
  readonly remembered_until?: string;
}
