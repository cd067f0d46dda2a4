import type { RateLimitName } from '../regulation/rate-limiter.ts';

/** Where the provider answers, below the base path (behaviour.md §1.8). */
export const oidcPaths = {
  authorization: '/api/oidc/authorization',
  'device-authorization': '/api/oidc/device-authorization',
  token: '/api/oidc/token',
  introspection: '/api/oidc/introspection',
  revocation: '/api/oidc/revocation',
  userinfo: '/api/oidc/userinfo',
  'pushed-authorization-request': '/api/oidc/pushed-authorization-request',
  'end-session': '/api/oidc/end-session',
  registration: '/api/oidc/registration',
  jwks: '/jwks.json',
  discovery: '/.well-known/openid-configuration',
  'oauth-discovery': '/.well-known/oauth-authorization-server',
  /** The portal's page where people type the code of a device; below it the engine goes on. */
  'device-page': '/consent/openid/device-authorization',
} as const;

/** The name of an endpoint, as `cors.endpoints` calls it. */
export type OidcEndpoint =
  | Exclude<keyof typeof oidcPaths, 'device-page'>
  | 'resume'
  | 'device-resume'
  | 'registered-client';

/** Endpoints for one thing, whose name comes after a slash. */
const below = [
  ['resume', oidcPaths.authorization],
  ['device-resume', oidcPaths['device-page']],
  ['registered-client', oidcPaths.registration],
] as const;

/** Which endpoint a path, without base path and query, belongs to. Paths compare exactly; the engine knows no others of ours. */
export function endpointOf(path: string): OidcEndpoint | undefined {
  for (const [endpoint, parent] of below) {
    if (!path.startsWith(`${parent}/`)) continue;
    return /^[\w-]{1,128}$/.test(path.slice(parent.length + 1)) ? endpoint : undefined;
  }
  const names = Object.keys(oidcPaths).filter(isEndpoint);
  return names.find((name) => oidcPaths[name] === path);
}

function isEndpoint(name: string): name is Exclude<keyof typeof oidcPaths, 'device-page'> {
  return Object.hasOwn(oidcPaths, name) && name !== 'device-page';
}

interface EndpointTraits {
  readonly methods: readonly string[];
  /** The key in `server.endpoints.rate_limits`. */
  readonly rateLimit?: RateLimitName;
  /** Whether it is asked by the browser of a person. */
  readonly needsSignIn?: true;
}

const reading = { methods: ['GET', 'HEAD'] } as const;

/** What differs between the endpoints (behaviour.md §1.8, §4.4). */
export const endpointTraits: Readonly<Record<OidcEndpoint, EndpointTraits>> = {
  authorization: { methods: ['GET', 'POST'], needsSignIn: true },
  resume: { methods: ['GET'], needsSignIn: true },
  // A client that guesses its secret here guesses the one of the token endpoint.
  'device-authorization': { methods: ['POST'], rateLimit: 'openid_connect_token' },
  'device-resume': { methods: ['GET'], needsSignIn: true },
  token: { methods: ['POST'], rateLimit: 'openid_connect_token' },
  introspection: { methods: ['POST'], rateLimit: 'openid_connect_introspection' },
  revocation: { methods: ['POST'], rateLimit: 'openid_connect_revocation' },
  userinfo: { methods: ['GET', 'POST'], rateLimit: 'openid_connect_userinfo' },
  'pushed-authorization-request': {
    methods: ['POST'],
    rateLimit: 'openid_connect_pushed_authorization_request',
  },
  'end-session': { methods: ['GET', 'POST'] },
  registration: { methods: ['POST'], rateLimit: 'openid_connect_registration' },
  'registered-client': { methods: ['GET', 'PUT', 'DELETE'], rateLimit: 'openid_connect_registration' },
  jwks: reading,
  discovery: reading,
  'oauth-discovery': reading,
};
