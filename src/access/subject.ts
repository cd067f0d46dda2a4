/** Who asks: everything a rule may look at. */
export interface Subject {
  readonly username: string | undefined;
  readonly groups: readonly string[];
  /** The client's address, canonical; undefined where it is not known, and then in no network. */
  readonly address: string | undefined;
  /** The OAuth 2.0 client that asks for itself (client credentials grant), for subjects such as `oauth2:client:app`. */
  readonly clientId?: string | undefined;
}

/** Whether nothing is known about who asks, so that it may yet turn out to be anybody (behaviour.md §5.1). */
export function isAnonymous({ username, groups, clientId }: Subject): boolean {
  return username === undefined && groups.length === 0 && clientId === undefined;
}
