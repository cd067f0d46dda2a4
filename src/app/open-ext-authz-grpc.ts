import { type CheckMethodOptions, checkPath, createCheckMethod } from '../authz/grpc/create-check-method.ts';
import type { ServerConfig } from '../config/sections/server.ts';
import { createGrpcServer } from '../http/grpc/grpc-server.ts';
import { grpcHealthCheck, grpcHealthPath } from '../ops/grpc-health.ts';

/** Answers Envoy's ext_authz over gRPC, where the configuration switches it on. */
export async function openExtAuthzGrpc(
  { tls, timeouts, endpoints }: ServerConfig,
  services: Omit<CheckMethodOptions, 'authn_strategies'>,
  opened: AsyncDisposableStack,
): Promise<void> {
  if (endpoints.ext_authz_grpc === undefined) return;
  const { address, authn_strategies } = endpoints.ext_authz_grpc;
  const server = createGrpcServer({
    address,
    tls,
    maxCallMs: timeouts.read + timeouts.write,
    methods: new Map([
      [checkPath, createCheckMethod({ ...services, authn_strategies })],
      [grpcHealthPath, grpcHealthCheck],
    ]),
    log: services.log,
  });
  opened.adopt(server, (one) => one.close());
  const url = await server.listen();
  services.log.info({ url }, 'ext_authz over gRPC is answered');
}
