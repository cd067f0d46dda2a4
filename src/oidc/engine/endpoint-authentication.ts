import { Provider } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';

type FindClient = (clientId: string) => ClientConfig | undefined;

/** The beginning of the keys that say how clients prove who they are, by the engine's name of the endpoint. */
const keys = {
  token: 'token',
  revocation: 'revocation',
  introspection: 'introspection',
  pushed_authorization_request: 'pushed_authorization_request',
} as const;

/** Lets clients prove who they are in another way at each endpoint (behaviour.md §9.2); the engine knows one way for all. */
export function installEndpointAuthentication(provider: Provider, findClient: FindClient): void {
  Object.defineProperties(provider.Client.prototype, {
    clientAuthMethod: {
      configurable: true,
      get(this: EngineClient) {
        const client = findClient(this.clientId);
        return client === undefined
          ? this.tokenEndpointAuthMethod
          : client[`${currentKey()}_endpoint_auth_method`];
      },
    },
    clientAuthSigningAlg: {
      configurable: true,
      get(this: EngineClient) {
        const client = findClient(this.clientId);
        return client === undefined
          ? this.tokenEndpointAuthSigningAlg
          : client[`${currentKey()}_endpoint_auth_signing_alg`];
      },
    },
  });
}

interface EngineClient {
  readonly clientId: string;
  readonly tokenEndpointAuthMethod?: string;
  readonly tokenEndpointAuthSigningAlg?: string;
}

/** Which keys the present request goes by: those of the token endpoint, unless its own has some. */
function currentKey(): keyof typeof keys {
  const route = Provider.ctx?.oidc.route ?? 'token';
  return isKey(route) ? route : 'token';
}

function isKey(route: string): route is keyof typeof keys {
  return Object.hasOwn(keys, route);
}
