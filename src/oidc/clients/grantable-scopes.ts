import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';

/** What a client without any scope is registered with: the engine wants one. No claim and no right belongs to it. */
export const noScope = 'none';

/** The characters of a scope (RFC 6749 §3.3). */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * Every scope that a client may be granted: the known ones, and those that operators gave a client though nothing is known of them (behaviour.md §9.2), which
 * then mean something to whom the tokens are for.
 */
export function grantableScopes(
  known: readonly string[],
  clients: readonly Pick<ClientConfig, 'scopes'>[],
): readonly string[] {
  const given = clients.flatMap(({ scopes }) => scopes).filter((scope) => scopeToken.test(scope));
  return [...new Set([...known, ...given, noScope])];
}
