import type { UnaryMethod } from '../http/grpc/unary-method.ts';

/** `HealthCheckResponse` with `status: SERVING`, encoded. */
const serving = Uint8Array.of(0x08, 0x01);

/** The path of the method that load balancers ask (grpc/grpc `doc/health-checking.md`). */
export const grpcHealthPath = '/grpc.health.v1.Health/Check';

/** Says that the server serves, whichever service is asked about: there is one. */
export const grpcHealthCheck: UnaryMethod = () => serving;
