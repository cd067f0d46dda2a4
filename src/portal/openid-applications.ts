/** An application that somebody gave something. */
export interface GrantedApplication {
  readonly clientId: string;
  /** The name that people see. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
  /** Who else its tokens are for. */
  readonly audience: readonly string[];
  readonly sinceMs: number;
  /** Whether it may renew its tokens while the person is away. */
  readonly staysConnected: boolean;
  /** Until when its question is not asked again; undefined where it always is. */
  readonly rememberedUntilMs: number | undefined;
}

/** What people gave applications that speak OpenID Connect; `src/oidc/` implements it. */
export interface OpenIdApplications {
  /** By name. */
  list(username: string): Promise<readonly GrantedApplication[]>;
  /** Takes all back, in all sign-ins of that person; false where there was nothing. */
  revoke(username: string, clientId: string): Promise<boolean>;
}
