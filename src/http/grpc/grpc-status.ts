/** The gRPC status codes that we answer with (grpc/grpc `doc/statuscodes.md`). */
export const grpcStatus = {
  ok: 0,
  invalidArgument: 3,
  deadlineExceeded: 4,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The name of a status that is no success. */
export type GrpcFailure = Exclude<keyof typeof grpcStatus, 'ok'>;
