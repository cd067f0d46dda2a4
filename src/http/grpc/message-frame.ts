import type { GrpcFailure } from './grpc-status.ts';

/** Compressed flag and length stand before each message (gRPC over HTTP/2, "Length-Prefixed-Message"). */
export const framePrefixBytes = 5;

/** The one message of a request body; a failure where there is none, more than one, or one that is cut off or compressed. */
export function readFrame(body: Buffer): Uint8Array | GrpcFailure {
  if (body.length < framePrefixBytes) return 'internal';
  const flag = body.readUInt8(0);
  if (flag === 1) return 'unimplemented';
  if (flag !== 0 || body.readUInt32BE(1) !== body.length - framePrefixBytes) return 'internal';
  return body.subarray(framePrefixBytes);
}

/** A message as the body of an answer, uncompressed. */
export function writeFrame(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(framePrefixBytes + message.length);
  frame.writeUInt8(0, 0);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, framePrefixBytes);
  return frame;
}
