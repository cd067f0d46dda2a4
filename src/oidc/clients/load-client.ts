import { errors, type Provider } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { KnownClients } from './known-clients.ts';

/** A client of whatever kind, looked up anew, for what is asked beside the engine; undefined where there is none, or none that can be used. */
export async function loadClient(
  provider: Provider,
  clients: KnownClients,
  clientId: string,
): Promise<ClientConfig | undefined> {
  if (clients.isWritten(clientId)) return clients.find(clientId);
  try {
    return (await provider.Client.find(clientId)) && clients.find(clientId);
  } catch (error) {
    if (error instanceof errors.OIDCProviderError) return undefined;
    throw error;
  }
}
