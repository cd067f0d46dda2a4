import { choice, lowerCaseChoice } from '../../notations/choice.ts';
import { duration } from '../../notations/duration.ts';
import { groups, keys } from '../../notations/group.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { list } from '../../notations/list.ts';
import type { Report } from '../../section.ts';
import type { AuthnStrategyConfig } from '../server.ts';

/** Strategies for which `schemes` may be written. */
const strategiesWithSchemes: readonly string[] = [
  'HeaderAuthorization',
  'HeaderProxyAuthorization',
  'HeaderAuthRequestProxyAuthorization',
];

/** The strategies of an endpoint that names none, but for a Legacy one (behaviour.md §2.5). */
export const usualStrategies: readonly AuthnStrategyConfig[] = [
  { name: 'HeaderAuthorization', schemes: ['basic'], scheme_basic_cache_lifespan: 0 },
  { name: 'CookieSession', schemes: [], scheme_basic_cache_lifespan: 0 },
];

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
  schemes: optional(list(lowerCaseChoice('basic', 'bearer')), 'Schemes of the header: basic, bearer.'),
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

/** `authn_strategies` of an endpoint, in the order in which they are asked (behaviour.md §2.5). */
export const authnStrategies = groups(authnStrategy, 'How people are recognised, in this order.').transform(
  (written): readonly AuthnStrategyConfig[] =>
    written.map((entry) => ({ ...entry, schemes: schemesOf(entry.name, entry.schemes) })),
);

/** Checks the strategies of one endpoint, whose list stands at `path`. */
export function checkAuthnStrategies(
  strategies: readonly AuthnStrategyConfig[],
  path: readonly (string | number)[],
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [index, { name, schemes, scheme_basic_cache_lifespan }] of strategies.entries()) {
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
  }
}

function schemesOf(
  name: AuthnStrategyConfig['name'],
  written: AuthnStrategyConfig['schemes'] | undefined,
): AuthnStrategyConfig['schemes'] {
  if (name === 'CookieSession') return [];
  return written === undefined || written.length === 0 ? ['basic'] : written;
}
