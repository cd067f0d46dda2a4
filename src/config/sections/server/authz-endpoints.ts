import { choice } from '../../notations/choice.ts';
import { keys, named } from '../../notations/group.ts';
import { required } from '../../notations/key.ts';
import type { Report } from '../../section.ts';
import type { AuthnStrategyConfig, AuthzEndpointConfig, ServerConfig } from '../server.ts';
import { authnStrategies, checkAuthnStrategies, usualStrategies } from './authn-strategies.ts';

type Implementation = AuthzEndpointConfig['implementation'];
type Endpoints = ServerConfig['endpoints']['authz'];

/** The strategies of an endpoint that names none (behaviour.md §2.5). */
const defaultStrategies: Readonly<Record<Implementation, readonly AuthnStrategyConfig[]>> = {
  Legacy: [
    { name: 'HeaderLegacy', schemes: ['basic'], scheme_basic_cache_lifespan: 0 },
    { name: 'CookieSession', schemes: [], scheme_basic_cache_lifespan: 0 },
  ],
  ForwardAuth: usualStrategies,
  AuthRequest: usualStrategies,
  ExtAuthz: usualStrategies,
};

/** The endpoints where the file names none (behaviour.md §1.9). */
const defaultEndpoints: Endpoints = {
  legacy: { implementation: 'Legacy', authn_strategies: defaultStrategies.Legacy },
  'forward-auth': { implementation: 'ForwardAuth', authn_strategies: defaultStrategies.ForwardAuth },
  'auth-request': { implementation: 'AuthRequest', authn_strategies: defaultStrategies.AuthRequest },
  'ext-authz': { implementation: 'ExtAuthz', authn_strategies: defaultStrategies.ExtAuthz },
};

const authzEndpoint = keys({
  implementation: required(
    choice('ForwardAuth', 'AuthRequest', 'ExtAuthz', 'Legacy'),
    'How the proxy asks: ForwardAuth (Traefik, Caddy), AuthRequest (nginx), ExtAuthz (Envoy), Legacy.',
    'Write ForwardAuth, AuthRequest, ExtAuthz or Legacy.',
  ),
  authn_strategies: authnStrategies,
});

/** `server.endpoints.authz` (behaviour.md §1.9, §2.5): writing any endpoint replaces the four default ones. */
export const authzEndpoints = named(
  authzEndpoint,
  'The endpoints that proxies ask, by name. Writing one replaces the default ones.',
).transform((written): Endpoints => {
  const names = Object.entries(written);
  if (names.length === 0) return defaultEndpoints;
  return Object.fromEntries(
    names.map(([name, { implementation, authn_strategies }]) => [
      name,
      {
        implementation,
        authn_strategies:
          authn_strategies.length === 0 ? defaultStrategies[implementation] : authn_strategies,
      },
    ]),
  );
});

/** The checks of endpoints and strategies (behaviour.md §2.5). Paths start at the section. */
export function checkAuthzEndpoints(endpoints: Endpoints, report: Report): void {
  const names = Object.keys(endpoints);
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const path = ['endpoints', 'authz', name];
    checkName(
      name,
      endpoint,
      names.map((other) => [other, endpoints[other]?.implementation]),
      path,
      report,
    );
    checkAuthnStrategies(endpoint.authn_strategies, [...path, 'authn_strategies'], report);
  }
}

function checkName(
  name: string,
  { implementation }: AuthzEndpointConfig,
  all: readonly (readonly [string, Implementation | undefined])[],
  path: readonly string[],
  report: Report,
): void {
  if (!/^[a-zA-Z]([a-zA-Z0-9/._-]*[a-zA-Z])?$/.test(name)) {
    const hint = 'Use letters, digits and / . _ - and begin and end with a letter.';
    report({ path, severity: 'error', message: 'This name cannot be part of a path.', hint });
  }
  if (name === 'legacy' && implementation !== 'Legacy') {
    const message = 'The endpoint legacy answers at /api/verify, which only the implementation Legacy can.';
    report({
      path: [...path, 'implementation'],
      severity: 'error',
      message,
      hint: 'Write Legacy, or another name.',
    });
  }
  const above = all.find(
    ([other, kind]) => (kind === 'Legacy' || kind === 'ExtAuthz') && name.startsWith(`${other}/`),
  );
  if (above === undefined) return;
  const message = `The endpoint ${above[0]} takes every path below its own, and so this one's.`;
  report({ path, severity: 'error', message, hint: `Choose a name that does not begin with ${above[0]}/.` });
}
