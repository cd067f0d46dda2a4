import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Answer } from '../../http/answer.ts';
import { grpcStatus } from '../../http/grpc/grpc-status.ts';
import type { GrpcReply } from '../../http/grpc/unary-method.ts';

/** Field numbers (envoyproxy/envoy `api/envoy/service/auth/v3/external_auth.proto`, `api/envoy/config/core/v3/base.proto`). */
const fields = {
  checkResponse: { status: 1, deniedResponse: 2, okResponse: 3 },
  status: { code: 1 },
  denied: { status: 1, headers: 2, body: 3 },
  ok: { headers: 2, headersToRemove: 5 },
  httpStatus: { code: 1 },
  headerOption: { header: 1, appendAction: 3, keepEmptyValue: 4 },
  header: { key: 1, value: 2 },
} as const;

/** `HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD`: whatever the client has sent under the name is gone. */
const overwrite = 2;

/** Spellings that some applications take for the real header. Envoy's names are lower-case. */
const aliasesToRemove = ['remote_user', 'remote_groups', 'remote_name', 'remote_email'] as const;

/** What of an answer concerns the application alone, and what Envoy writes itself. */
const isIdentityHeader = (name: string) => name.startsWith('Remote-');

/**
 * An answer as `envoy.service.auth.v3.CheckResponse`: `OkHttpResponse` for 200 alone, `DeniedHttpResponse` for every refusal. What
 * failed (5xx) is a failed call: Envoy then lets nobody in, unless its operator has set `failure_mode_allow`.
 */
export function writeCheckResponse(answer: Answer): GrpcReply {
  if (answer.status === 503) return 'unavailable';
  if (answer.status >= 500) return 'internal';
  const writer = new BinaryWriter();
  writeStatus(writer, rpcCode(answer.status));
  if (answer.status === 200) writeAllowed(writer, answer);
  else writeDenied(writer, answer);
  return writer.finish();
}

/** Envoy looks only whether it is zero; the others are for whoever reads along. */
function rpcCode(status: number): number {
  if (status === 200) return grpcStatus.ok;
  if (status === 400) return grpcStatus.invalidArgument;
  return status === 403 ? grpcStatus.permissionDenied : grpcStatus.unauthenticated;
}

function writeStatus(writer: BinaryWriter, code: number): void {
  writer.tag(fields.checkResponse.status, WireType.LengthDelimited).fork();
  writer.tag(fields.status.code, WireType.Varint).int32(code);
  writer.join();
}

function writeAllowed(writer: BinaryWriter, { headers }: Answer): void {
  writer.tag(fields.checkResponse.okResponse, WireType.LengthDelimited).fork();
  for (const [name, value] of headers) {
    if (isIdentityHeader(name)) writeHeader(writer, fields.ok.headers, name.toLowerCase(), value);
  }
  for (const name of aliasesToRemove) {
    writer.tag(fields.ok.headersToRemove, WireType.LengthDelimited).string(name);
  }
  writer.join();
}

function writeDenied(writer: BinaryWriter, { status, headers, body }: Answer): void {
  writer.tag(fields.checkResponse.deniedResponse, WireType.LengthDelimited).fork();
  writer.tag(fields.denied.status, WireType.LengthDelimited).fork();
  writer.tag(fields.httpStatus.code, WireType.Varint).int32(status);
  writer.join();
  for (const [name, value] of headers) {
    if (!isIdentityHeader(name)) writeHeader(writer, fields.denied.headers, name.toLowerCase(), value);
  }
  const text = typeof body === 'string' ? Buffer.from(body) : body;
  writer.tag(fields.denied.body, WireType.LengthDelimited).bytes(text);
  writer.join();
}

/** Values stand as Latin-1 characters of the bytes that are meant, as in every `Answer`. */
function writeHeader(writer: BinaryWriter, field: number, name: string, value: string): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  writer.tag(fields.headerOption.header, WireType.LengthDelimited).fork();
  writer.tag(fields.header.key, WireType.LengthDelimited).string(name);
  writer.tag(fields.header.value, WireType.LengthDelimited).bytes(Buffer.from(value, 'latin1'));
  writer.join();
  writer.tag(fields.headerOption.appendAction, WireType.Varint).int32(overwrite);
  writer.tag(fields.headerOption.keepEmptyValue, WireType.Varint).bool(true);
  writer.join();
}
