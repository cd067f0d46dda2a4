import type { Policy } from '../access/policy.ts';
import type { AuthzEndpointConfig, ServerConfig } from '../config/sections/server.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { EdgeTrust } from '../http/forwarded.ts';
import { createRequestIds, type RequestIds } from '../http/request-ids.ts';
import type { RequestHandler } from '../http/server.ts';
import type { Log } from '../lib/log.ts';
import type { AnswerObserver } from './answer-observer.ts';
import { createStrategies, type StrategyServices } from './create-strategies.ts';
import { createDecisionLog } from './decision-log.ts';
import type { ProxyDialect } from './dialect.ts';
import { authRequest } from './dialects/auth-request.ts';
import { extAuthz } from './dialects/ext-authz.ts';
import { forwardAuth } from './dialects/forward-auth.ts';
import { legacy } from './dialects/legacy.ts';
import { type AuthzHandlerOptions, createAuthzHandler } from './handler.ts';
import { refusalAnswer } from './refusal-answer.ts';
import { createUntrustedPeerWarning } from './untrusted-peer-warning.ts';

/** All that the authz endpoints are made of. */
export interface AuthzEndpointsOptions extends StrategyServices {
  /** `server.endpoints.authz`. */
  readonly endpoints: ServerConfig['endpoints']['authz'];
  readonly cookieDomains: readonly CookieDomainConfig[];
  readonly policy: Policy;
  readonly trust: EdgeTrust;
  /** The sub-path of `server.address`: `/` or `/auth`. */
  readonly basePath: string;
  readonly log: Log;
  /** Default: ids of its own. */
  readonly requestIds?: RequestIds;
  readonly onAnswer?: AnswerObserver;
}

/** The endpoints that proxies ask, by path (behaviour.md §1.9). */
export interface AuthzEndpoints {
  /** The handler for a raw path, with or without the sub-path, as received and without its query; undefined where it is none of these. */
  readonly find: (rawPath: string) => RequestHandler | undefined;
}

const dialects: Record<AuthzEndpointConfig['implementation'], ProxyDialect> = {
  ForwardAuth: forwardAuth,
  AuthRequest: authRequest,
  ExtAuthz: extAuthz,
  Legacy: legacy,
};

/** Makes the endpoints once. The one named `legacy` stands at `/api/verify`, every other at `/api/authz/<name>`. */
export function createAuthzEndpoints(options: AuthzEndpointsOptions): AuthzEndpoints {
  const exact = new Map<string, RequestHandler>();
  const below: (readonly [prefix: string, handler: RequestHandler])[] = [];
  const warnOfUntrustedPeer = createUntrustedPeerWarning(options.log, options.trust);
  const requestIds = options.requestIds ?? createRequestIds(options.random, options.trust);
  for (const [name, config] of Object.entries(options.endpoints)) {
    const dialect = dialects[config.implementation];
    const createHandler = handlerFactory(name, config, {
      ...options,
      dialect,
      requestIds,
      warnOfUntrustedPeer,
    });
    for (const path of pathsOf(name, options.basePath)) {
      const handler = onlyMethods(dialect.methods, createHandler(path));
      exact.set(path, handler);
      if (dialect.takesSubPaths) below.push([`${path}/`, handler]);
    }
  }
  return {
    find: (rawPath) => exact.get(rawPath) ?? below.find(([prefix]) => rawPath.startsWith(prefix))?.[1],
  };
}

/** Both paths of an endpoint share its strategies, and with them their caches. */
function handlerFactory(
  name: string,
  config: AuthzEndpointConfig,
  options: AuthzEndpointsOptions &
    Pick<AuthzHandlerOptions, 'dialect' | 'requestIds' | 'warnOfUntrustedPeer'>,
): (path: string) => RequestHandler {
  const strategies = createStrategies(config.authn_strategies, options);
  const decisionLog = createDecisionLog(options.log, name);
  return (path) => createAuthzHandler({ ...options, name, path, strategies, decisionLog });
}

function pathsOf(name: string, basePath: string): string[] {
  const path = name === 'legacy' ? '/api/verify' : `/api/authz/${name}`;
  return basePath === '/' ? [path] : [path, `${basePath}${path}`];
}

/** Any other method is 405, OPTIONS too: nothing but a decision may be a 2xx here. */
function onlyMethods(methods: readonly string[] | undefined, handler: RequestHandler): RequestHandler {
  if (methods === undefined) return handler;
  const notAllowed = refusalAnswer(405, [['Allow', methods.join(', ')]]);
  return (request) => (methods.includes(request.method) ? handler(request) : notAllowed);
}
