import type { GrpcFailure } from './grpc-status.ts';

/** One call of a method that takes one message and gives one. */
export interface GrpcCall {
  /** The request message, still encoded. */
  readonly message: Uint8Array;
  /** As in `RawRequest`. */
  readonly peerAddress: string | undefined;
  /** A header that the caller itself set, by its lower-case name; undefined where it is missing or stands twice. */
  readonly metadata: (lowerCaseName: string) => string | undefined;
}

/** The encoded answer message, or why there is none. */
export type GrpcReply = Uint8Array | GrpcFailure;

/** A unary method. What it throws becomes `INTERNAL`. */
export type UnaryMethod = (call: GrpcCall) => GrpcReply | Promise<GrpcReply>;
