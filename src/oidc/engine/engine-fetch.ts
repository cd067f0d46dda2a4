import type { Configuration } from 'oidc-provider';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { FetchDocument } from '../fetch-document.ts';

type EngineFetch = NonNullable<Configuration['fetch']>;

/**
 * How the engine gets documents: those that the operator wrote from wherever they are, with the certificates that the operator trusts; any other
 * as the engine does by itself, never from an internal address.
 */
export function createEngineFetch({ clients }: OidcConfig, fetchDocument: FetchDocument): EngineFetch {
  const written = new Set(
    clients
      .flatMap(({ jwks_uri, sector_identifier_uri }) => [jwks_uri, sector_identifier_uri])
      .flatMap((uri) => (uri === undefined ? [] : [new URL(uri).href])),
  );
  return async (url, options) => {
    const address = url instanceof URL ? url.href : url;
    if (typeof address !== 'string' || !written.has(address)) return globalThis.fetch(url, options);
    const { status, cacheControl, body } = await fetchDocument(address);
    return new Response(body, { status, headers: { 'Cache-Control': cacheControl } });
  };
}
