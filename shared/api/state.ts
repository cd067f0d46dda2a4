/** `GET /api/state` (behaviour.md §1.3). */
export interface StateData {
  /** Empty for an anonymous visitor. */
  readonly username: string;
  readonly authentication_level: 0 | 1 | 2;
  readonly factor_knowledge: boolean;
  readonly default_redirection_url?: string;
}
