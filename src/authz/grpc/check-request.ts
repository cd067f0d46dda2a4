import { byteText, forEachField, readPair } from './protobuf-fields.ts';

/** Who sent the request to Envoy. */
export type CheckSource =
  | { readonly kind: 'address'; readonly address: string }
  /** A unix socket. */
  | { readonly kind: 'pipe' }
  | { readonly kind: 'unknown' };

/** Envoy's question (`envoy.service.auth.v3.CheckRequest`), in the parts that we read. Texts are as received, a character for each byte. */
export interface CheckRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly host: string;
  readonly scheme: string;
  /** Lower-case names, pseudo-headers included. Envoy joins headers that stand twice by commas, unless `encode_raw_headers` is set. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly source: CheckSource;
  /** What Envoy's own configuration tells for the route. */
  readonly contextExtensions: ReadonlyMap<string, string>;
}

type Draft = { -readonly [Key in keyof CheckRequest]: CheckRequest[Key] } & {
  readonly headers: [string, string][];
  readonly contextExtensions: Map<string, string>;
  isHttp: boolean;
};

/** Field numbers (envoyproxy/envoy `api/envoy/service/auth/v3/attribute_context.proto`, `api/envoy/config/core/v3/address.proto`). */
const fields = {
  checkRequest: { attributes: 1 },
  attributes: { source: 1, request: 4, contextExtensions: 10 },
  peer: { address: 1 },
  address: { socketAddress: 1, pipe: 2 },
  socketAddress: { address: 2 },
  request: { http: 2 },
  http: { method: 2, headers: 3, path: 4, host: 5, scheme: 6, headerMap: 13 },
  headerMap: { headers: 1 },
} as const;

/** Decodes a question about an HTTP request; undefined for one about a mere connection. Throws where the bytes are no message. */
export function readCheckRequest(message: Uint8Array): CheckRequest | undefined {
  const draft: Draft = {
    method: '',
    path: '',
    host: '',
    scheme: '',
    headers: [],
    source: { kind: 'unknown' },
    contextExtensions: new Map(),
    isHttp: false,
  };
  forEachField(message, (field, value) => {
    if (field === fields.checkRequest.attributes) readAttributes(value, draft);
  });
  return draft.isHttp ? draft : undefined;
}

function readAttributes(message: Uint8Array, draft: Draft): void {
  forEachField(message, (field, value) => {
    switch (field) {
      case fields.attributes.source:
        forEachField(value, (inner, address) => {
          if (inner === fields.peer.address) draft.source = readAddress(address);
        });
        break;
      case fields.attributes.request:
        forEachField(value, (inner, http) => {
          if (inner === fields.request.http) readHttp(http, draft);
        });
        break;
      case fields.attributes.contextExtensions:
        draft.contextExtensions.set(...readPair(value));
        break;
    }
  });
}

/** Anything but an address or a unix socket stays unknown: Envoy's internal listeners, and what there may be one day. */
function readAddress(message: Uint8Array): CheckSource {
  let source: CheckSource = { kind: 'unknown' };
  forEachField(message, (field, value) => {
    if (field === fields.address.pipe) source = { kind: 'pipe' };
    if (field !== fields.address.socketAddress) return;
    forEachField(value, (inner, address) => {
      if (inner === fields.socketAddress.address) source = { kind: 'address', address: byteText(address) };
    });
  });
  return source;
}

function readHttp(message: Uint8Array, draft: Draft): void {
  draft.isHttp = true;
  forEachField(message, (field, value) => {
    switch (field) {
      case fields.http.method:
        draft.method = byteText(value);
        break;
      case fields.http.path:
        draft.path = byteText(value);
        break;
      case fields.http.host:
        draft.host = byteText(value);
        break;
      case fields.http.scheme:
        draft.scheme = byteText(value);
        break;
      case fields.http.headers:
        draft.headers.push([...readPair(value)]);
        break;
      case fields.http.headerMap:
        forEachField(value, (inner, header) => {
          if (inner === fields.headerMap.headers) draft.headers.push([...readPair(header)]);
        });
        break;
    }
  });
}
