import type { Config } from './config.ts';
import type { CheckContext } from './section.ts';
import type { AuthnStrategyConfig, ServerConfig } from './sections/server.ts';

/** What access control and the endpoints for proxies say of tokens must be said of tokens that there are (behaviour.md §2.5, §5.2). */
export function checkBearerTokens(config: Partial<Config>, context: CheckContext): void {
  checkSubjects(config, context);
  checkSchemes(config, context);
}

function checkSubjects(
  { access_control, identity_providers }: Partial<Config>,
  { report }: CheckContext,
): void {
  if (access_control === undefined || identity_providers === undefined) return;
  const clients = new Set(identity_providers.oidc?.clients.map((client) => client.client_id));
  for (const [index, rule] of access_control.rules.entries()) {
    for (const subject of rule.subject.flat().filter((name) => name.startsWith('oauth2:client:'))) {
      const id = subject.slice('oauth2:client:'.length);
      if (clients.has(id)) continue;
      const path = ['access_control', 'rules', index, 'subject'];
      const hint = 'Write the client_id of an entry in identity_providers.oidc.clients.';
      report({ path, severity: 'error', message: `No client has the name ${id}.`, hint });
    }
  }
}

/** An endpoint that takes tokens which nobody can have takes none. */
function checkSchemes({ server, identity_providers }: Partial<Config>, { report }: CheckContext): void {
  if (server === undefined || identity_providers === undefined) return;
  const clients = identity_providers.oidc?.clients ?? [];
  if (clients.some(({ scopes }) => scopes.includes('authelia.bearer.authz'))) return;
  for (const { path, strategies } of strategyLists(server)) {
    for (const [index, { schemes }] of strategies.entries()) {
      if (!schemes.includes('bearer')) continue;
      report({
        path: [...path, index, 'schemes'],
        severity: 'warning',
        message: 'No client may have tokens for it: the scheme bearer lets nobody in.',
        hint: 'Give a client in identity_providers.oidc.clients the scope authelia.bearer.authz, or remove bearer.',
      });
    }
  }
}

interface StrategyList {
  readonly path: readonly string[];
  readonly strategies: readonly AuthnStrategyConfig[];
}

function strategyLists({ endpoints }: ServerConfig): readonly StrategyList[] {
  const lists = Object.entries(endpoints.authz).map(([name, { authn_strategies }]) => ({
    path: ['server', 'endpoints', 'authz', name, 'authn_strategies'],
    strategies: authn_strategies,
  }));
  const path = ['server', 'endpoints', 'ext_authz_grpc', 'authn_strategies'];
  return [...lists, { path, strategies: endpoints.ext_authz_grpc?.authn_strategies ?? [] }];
}
