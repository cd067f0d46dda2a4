import type { AuthnStrategyConfig } from '../config/sections/server.ts';
import type { PasswordSignIn } from '../factors/password-sign-in.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { Sessions } from '../session/sessions.ts';
import type { BearerTokens } from './bearer-tokens.ts';
import { createBasicCache } from './strategies/basic-cache.ts';
import { createCookieSession } from './strategies/cookie-session.ts';
import { createHeaderAuthRequestProxyAuthorization } from './strategies/header-auth-request-proxy-authorization.ts';
import { createHeaderAuthorization } from './strategies/header-authorization.ts';
import { createHeaderLegacy } from './strategies/header-legacy.ts';
import { createHeaderProxyAuthorization } from './strategies/header-proxy-authorization.ts';
import type { IdentityStrategy } from './strategy.ts';

/** What strategies are made of. */
export interface StrategyServices {
  readonly sessions: Sessions;
  readonly passwordSignIn: PasswordSignIn;
  /** Undefined without a provider whose clients may use its tokens here. */
  readonly bearerTokens?: BearerTokens | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/** The strategies of an endpoint, in the configured order, each header strategy with its own cache where one is switched on. */
export function createStrategies(
  configs: readonly AuthnStrategyConfig[],
  services: StrategyServices,
): IdentityStrategy[] {
  return configs.map((config) => createStrategy(config, services));
}

function createStrategy(config: AuthnStrategyConfig, services: StrategyServices): IdentityStrategy {
  const { schemes } = config;
  const { clock, bearerTokens } = services;
  const passwords = cached(config, services);
  const chosen = { schemes, passwords, bearerTokens, clock };
  switch (config.name) {
    case 'CookieSession':
      return createCookieSession(services.sessions);
    case 'HeaderAuthorization':
      return createHeaderAuthorization(chosen);
    case 'HeaderProxyAuthorization':
      return createHeaderProxyAuthorization(chosen);
    case 'HeaderAuthRequestProxyAuthorization':
      return createHeaderAuthRequestProxyAuthorization(chosen);
    case 'HeaderLegacy':
      return createHeaderLegacy({ passwords, clock });
  }
}

function cached(config: AuthnStrategyConfig, services: StrategyServices): PasswordSignIn {
  const { passwordSignIn, clock, random } = services;
  const lifespan = config.scheme_basic_cache_lifespan;
  return lifespan > 0
    ? createBasicCache({ passwords: passwordSignIn, lifespan, clock, random })
    : passwordSignIn;
}
