import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import type { FindPerson, FromSignIn } from '../claims/find-person.ts';
import type { KnownClients } from '../clients/known-clients.ts';
import { loadClient } from '../clients/load-client.ts';

/** What the answer depends on. */
export interface IntrospectionParts {
  readonly clients: KnownClients;
  readonly findPerson: FindPerson;
}

/** As much of a token as this looks at. */
interface AskedToken extends FromSignIn {
  readonly accountId?: string | undefined;
}

/**
 * Whether a client is told of a token at all; of any other it hears that it is not active (RFC 7662 §2.2). A token whose person is gone, disabled or not
 * let in any more, or whose client is there no more, is worth nothing anywhere else either.
 */
export async function mayIntrospect(
  { clients, findPerson }: IntrospectionParts,
  { oidc: { provider } }: KoaContextWithOIDC,
  { client: { clientId }, token }: { readonly client: Pick<Client, 'clientId'>; readonly token: AskedToken },
): Promise<boolean> {
  if (!mayAsk(clients, clientId, token)) return false;
  if ((await loadClient(provider, clients, token.clientId ?? '')) === undefined) return false;
  // Without one: a client's own token, or one that is believed (`enable_jwt_access_token_stateless_introspection`).
  const { accountId = '' } = token;
  return accountId === '' || (await findPerson(accountId, token)) !== undefined;
}

/** A confidential client that is written may ask about every token, as with Authelia; any other about its own. */
function mayAsk(clients: KnownClients, clientId: string, token: AskedToken): boolean {
  const method = clients.find(clientId)?.introspection_endpoint_auth_method ?? 'none';
  return (clients.isWritten(clientId) && method !== 'none') || token.clientId === clientId;
}
