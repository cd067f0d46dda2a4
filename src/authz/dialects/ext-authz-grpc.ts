import type { ProxyDialect } from '../dialect.ts';
import { extAuthz, readCheckedTarget } from './ext-authz.ts';

/** Envoy over gRPC: as over HTTP, but the path is the checked request's own, as `grpc/to-raw-request.ts` has put it. */
export const extAuthzGrpc: ProxyDialect = {
  ...extAuthz,
  name: 'ExtAuthzGrpc',
  readTarget: (request) => readCheckedTarget(request, request.rawRest),
};
