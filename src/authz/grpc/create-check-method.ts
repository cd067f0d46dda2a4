import type { AuthnStrategyConfig } from '../../config/sections/server.ts';
import type { GrpcCall, UnaryMethod } from '../../http/grpc/unary-method.ts';
import type { RawRequest } from '../../http/raw-request.ts';
import { createRequestIds } from '../../http/request-ids.ts';
import type { RequestHandler } from '../../http/server.ts';
import { createStrategies } from '../create-strategies.ts';
import { createDecisionLog } from '../decision-log.ts';
import { extAuthzGrpc } from '../dialects/ext-authz-grpc.ts';
import type { AuthzEndpointsOptions } from '../endpoints.ts';
import { createAuthzHandler } from '../handler.ts';
import { refusalAnswer } from '../refusal-answer.ts';
import { createUntrustedPeerWarning } from '../untrusted-peer-warning.ts';
import { type CheckRequest, readCheckRequest } from './check-request.ts';
import { writeCheckResponse } from './check-response.ts';
import { toRawRequest } from './to-raw-request.ts';

/** The path of the method that Envoy calls. */
export const checkPath = '/envoy.service.auth.v3.Authorization/Check';

/** All that the method is made of. */
export interface CheckMethodOptions extends Omit<AuthzEndpointsOptions, 'endpoints' | 'basePath'> {
  readonly authn_strategies: readonly AuthnStrategyConfig[];
}

/**
 * Answers Envoy's `ext_authz` filter over gRPC, in every respect as the endpoint ExtAuthz does over HTTP. The portal's URL may be told
 * by the route (`check_settings.context_extensions`, key `authelia_url`) or for all routes (`grpc_service.initial_metadata`,
 * key `x-authelia-url`).
 */
export function createCheckMethod(options: CheckMethodOptions): UnaryMethod {
  const name = 'ext_authz_grpc';
  const decisionLog = createDecisionLog(options.log, name);
  const requestIds = options.requestIds ?? createRequestIds(options.random, options.trust);
  const handle: RequestHandler = createAuthzHandler({
    ...options,
    name,
    path: checkPath,
    requestIds,
    dialect: extAuthzGrpc,
    strategies: createStrategies(options.authn_strategies, options),
    decisionLog,
    warnOfUntrustedPeer: createUntrustedPeerWarning(options.log, options.trust),
  });
  return async (call) => {
    const check = readCheck(call);
    if (check === undefined) {
      decisionLog.refused(requestIds(withoutMessage(call)), 'malformed-message', undefined);
      return writeCheckResponse(refusalAnswer(extAuthzGrpc.badRequestStatus));
    }
    const raw = toRawRequest(check, {
      endpointPath: checkPath,
      peerAddress: call.peerAddress,
      portalUrl: check.contextExtensions.get('authelia_url') ?? call.metadata('x-authelia-url'),
      trust: options.trust,
    });
    return writeCheckResponse(await handle(raw));
  };
}

/** Undefined where the message is none, or asks about no HTTP request. */
function readCheck({ message }: GrpcCall): CheckRequest | undefined {
  try {
    return readCheckRequest(message);
  } catch {
    return undefined;
  }
}

/** As much of a request as is known where its message cannot be read. */
function withoutMessage({ peerAddress }: GrpcCall): RawRequest {
  return { method: 'POST', target: checkPath, rawHeaders: [], peerAddress, isTls: false };
}
