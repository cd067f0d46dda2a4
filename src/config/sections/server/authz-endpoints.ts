import { choice } from '../../notations/choice.ts';
import { duration } from '../../notations/duration.ts';
import { groups, keys, named } from '../../notations/group.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { list } from '../../notations/list.ts';
import type { Report } from '../../section.ts';
import type { AuthnStrategyConfig, AuthzEndpointConfig, ServerConfig } from '../server.ts';

type Implementation = AuthzEndpointConfig['implementation'];
type Endpoints = ServerConfig['endpoints']['authz'];

/** Strategies for which `schemes` may be written. */
const strategiesWithSchemes: readonly string[] = [
  'HeaderAuthorization',
  'HeaderProxyAuthorization',
  'HeaderAuthRequestProxyAuthorization',
];

const cookie = strategy('CookieSession', []);

/** The strategies of an endpoint that names none (behaviour.md §2.5). */
const defaultStrategies: Readonly<Record<Implementation, readonly AuthnStrategyConfig[]>> = {
  Legacy: [strategy('HeaderLegacy', ['basic']), cookie],
  ForwardAuth: [strategy('HeaderAuthorization', ['basic']), cookie],
  AuthRequest: [strategy('HeaderAuthorization', ['basic']), cookie],
  ExtAuthz: [strategy('HeaderAuthorization', ['basic']), cookie],
};

/** The endpoints where the file names none (behaviour.md §1.9). */
const defaultEndpoints: Endpoints = {
  legacy: { implementation: 'Legacy', authn_strategies: defaultStrategies.Legacy },
  'forward-auth': { implementation: 'ForwardAuth', authn_strategies: defaultStrategies.ForwardAuth },
  'auth-request': { implementation: 'AuthRequest', authn_strategies: defaultStrategies.AuthRequest },
  'ext-authz': { implementation: 'ExtAuthz', authn_strategies: defaultStrategies.ExtAuthz },
};

const authnStrategy = keys({
  name: required(
    choice(
      'CookieSession',
      'HeaderAuthorization',
      'HeaderProxyAuthorization',
      'HeaderAuthRequestProxyAuthorization',
      'HeaderLegacy',
    ),
    'How the person who asks is recognised.',
    'Write CookieSession, HeaderAuthorization, HeaderProxyAuthorization, HeaderAuthRequestProxyAuthorization or HeaderLegacy.',
  ),
  schemes: optional(list(choice('basic', 'bearer')), 'Schemes of the header: basic, bearer.'),
  scheme_basic_cache_lifespan: defaulted(
    duration(),
    0,
    'How long a password that was right is taken as right again without hashing it; 0 = never.',
  ),
}).superRefine(({ name, schemes }, context) => {
  if (schemes === undefined || strategiesWithSchemes.includes(name)) return;
  const message = `The strategy ${name} has no schemes to choose from.`;
  context.addIssue({ code: 'custom', path: ['schemes'], message, params: { hint: 'Remove this key.' } });
});

const authzEndpoint = keys({
  implementation: required(
    choice('ForwardAuth', 'AuthRequest', 'ExtAuthz', 'Legacy'),
    'How the proxy asks: ForwardAuth (Traefik, Caddy), AuthRequest (nginx), ExtAuthz (Envoy), Legacy.',
    'Write ForwardAuth, AuthRequest, ExtAuthz or Legacy.',
  ),
  authn_strategies: groups(authnStrategy, 'How people are recognised, in this order.'),
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
          authn_strategies.length === 0
            ? defaultStrategies[implementation]
            : authn_strategies.map((entry) => ({ ...entry, schemes: schemesOf(entry.name, entry.schemes) })),
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
    checkStrategies(endpoint, [...path, 'authn_strategies'], report);
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

function checkStrategies(
  { authn_strategies }: AuthzEndpointConfig,
  path: readonly (string | number)[],
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [index, { name, schemes, scheme_basic_cache_lifespan }] of authn_strategies.entries()) {
    if (seen.has(name)) {
      const message = `The strategy ${name} is named twice.`;
      report({
        path: [...path, index, 'name'],
        severity: 'error',
        message,
        hint: 'Name each strategy once.',
      });
    }
    seen.add(name);
    if (scheme_basic_cache_lifespan > 0 && !schemes.includes('basic')) {
      const message = 'Only the scheme basic has passwords to remember.';
      const hint = 'Add basic to schemes, or remove this key.';
      report({ path: [...path, index, 'scheme_basic_cache_lifespan'], severity: 'error', message, hint });
    }
    if (schemes.includes('bearer')) {
      const message =
        'Bearer tokens come with the OpenID Connect provider, in a later version: none is accepted yet.';
      report({ path: [...path, index, 'schemes'], severity: 'warning', message });
    }
  }
}

function schemesOf(
  name: AuthnStrategyConfig['name'],
  written: AuthnStrategyConfig['schemes'] | undefined,
): AuthnStrategyConfig['schemes'] {
  if (name === 'CookieSession') return [];
  return written === undefined || written.length === 0 ? ['basic'] : written;
}

function strategy(
  name: AuthnStrategyConfig['name'],
  schemes: AuthnStrategyConfig['schemes'],
): AuthnStrategyConfig {
  return { name, schemes, scheme_basic_cache_lifespan: 0 };
}
