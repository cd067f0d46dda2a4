import type { Configuration } from 'oidc-provider';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { KnownClients } from '../clients/known-clients.ts';
import { isHostAllowed } from './is-host-allowed.ts';
import { registeredClient, wordsOf } from './registered-client.ts';
import { restrictMetadata } from './restrict-metadata.ts';

type Features = NonNullable<Configuration['features']>;

/** Where an application on the person's own device may listen (RFC 8252 §7.3). */
const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** The draft that the engine speaks: with another one it refuses to start. */
const draft = 'draft-02';

/**
 * `client_id_metadata_documents` as a feature of the engine, which fetches such documents and refuses private addresses. Whoever owns the document
 * says no more with it than what the rules leave: people are sent back to its own host, or to their own device.
 */
export function metadataDocumentFeature(
  { client_id_metadata_documents: rules }: Pick<OidcConfig, 'client_id_metadata_documents'>,
  clients: KnownClients,
): Pick<Features, 'clientIdMetadataDocument'> {
  if (!rules.enabled) return { clientIdMetadataDocument: { enabled: false } };
  return {
    clientIdMetadataDocument: {
      enabled: true,
      ack: draft,
      allowFetch: (_ctx, url) => isHostAllowed(url, rules.allowed_hosts),
      allowClient(_ctx, client) {
        const { scope, ...told } = client.metadata();
        const own = new URL(client.clientId).hostname;
        const hosts = { ...rules, allowed_redirect_hosts: [own, ...loopback] };
        const wanted = scope === undefined ? rules.allowed_scopes : wordsOf(scope);
        const allowed = wanted.filter((one) => rules.allowed_scopes.includes(one)).join(' ');
        const metadata = { ...restrictMetadata(told, hosts), scope: allowed };
        Object.assign(client, { scope: allowed });
        clients.note(registeredClient(metadata, rules));
        // The engine takes a client without scopes for one that may have every scope.
        return allowed !== '' && isHostAllowed(client.clientId, rules.allowed_hosts);
      },
    },
  };
}
