import type { ServerResponse } from 'node:http';
import type { OidcConfig } from '../config/sections/identity-providers.ts';
import type { OidcEndpoint } from './paths.ts';

/** Answers pages of other origins, as far as `cors` lets them (behaviour.md §1.8). */
export interface Cors {
  /** What an answer of the endpoint tells a page of that origin. */
  headers(endpoint: OidcEndpoint, origin: string | undefined): readonly (readonly [string, string])[];
}

/** Documents that everybody may read. */
const open: readonly OidcEndpoint[] = ['discovery', 'oauth-discovery', 'jwks'];

/** Endpoints that the browser may send credentials to. */
const withCredentials: readonly OidcEndpoint[] = ['token', 'userinfo', 'introspection', 'revocation'];

const maxAgeSeconds = 100;

/** Compiles `cors`. */
export function compileCors({ cors, clients }: Pick<OidcConfig, 'cors' | 'clients'>): Cors {
  const isAnyOrigin = cors.allowed_origins.includes('*');
  const origins = new Set([
    ...cors.allowed_origins.map((origin) => originOf(origin)),
    ...(cors.allowed_origins_from_client_redirect_uris
      ? clients.flatMap(({ redirect_uris }) => redirect_uris.map(originOf))
      : []),
  ]);
  const endpoints: ReadonlySet<string> = new Set(cors.endpoints);
  return {
    headers(endpoint, origin) {
      if (open.includes(endpoint))
        return [
          ['Vary', 'Accept-Encoding'],
          ['Access-Control-Allow-Origin', '*'],
        ];
      const vary = ['Vary', isAnyOrigin ? 'Accept-Encoding' : 'Accept-Encoding, Origin'] as const;
      if (origin === undefined || !endpoints.has(endpoint) || !(isAnyOrigin || origins.has(origin)))
        return [vary];
      return [
        vary,
        ['Access-Control-Allow-Origin', isAnyOrigin ? '*' : origin],
        ['Access-Control-Allow-Credentials', String(!isAnyOrigin && withCredentials.includes(endpoint))],
        ['Access-Control-Expose-Headers', 'DPoP-Nonce, WWW-Authenticate'],
        ['Access-Control-Max-Age', String(maxAgeSeconds)],
      ];
    },
  };
}

/** The origin of a URL as browsers write it; undefined where it has none. */
function originOf(url: string): string | undefined {
  const origin = URL.parse(url)?.origin;
  return origin === 'null' ? undefined : origin;
}

/** Sets the headers of CORS in the place of those that the engine made, as the answer leaves. */
export function setCorsHeaders(
  response: ServerResponse,
  headers: readonly (readonly [string, string])[],
): void {
  for (const name of response.getHeaderNames()) {
    if (name.startsWith('access-control-') || name === 'vary') response.removeHeader(name);
  }
  for (const [name, value] of headers) response.setHeader(name, value);
}
