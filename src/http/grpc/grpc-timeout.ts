/** Milliseconds of each unit of `grpc-timeout` (gRPC over HTTP/2, "TimeoutUnit"). */
const unitMs: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 0.001,
  n: 0.000_001,
};

/** The time that a `grpc-timeout` header leaves, in milliseconds, at least 1; undefined where it is missing or malformed. */
export function grpcTimeoutMs(rawHeader: string | readonly string[] | undefined): number | undefined {
  if (typeof rawHeader !== 'string') return undefined;
  const [, digits, unit = ''] = /^(\d{1,8})([HMSmun])$/.exec(rawHeader) ?? [];
  return digits === undefined ? undefined : Math.max(1, Math.ceil(Number(digits) * (unitMs[unit] ?? 0)));
}
