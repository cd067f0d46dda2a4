import { fileURLToPath } from 'node:url';
import {
  type ChannelCredentials,
  Client,
  credentials,
  Metadata,
  type MethodDefinition,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { BrowserRequest } from './proxy-check.ts';

/** Where Envoy has the request from. */
export type TestSource = { readonly address: string } | 'pipe' | 'internal' | 'missing';

/** What Envoy asks over gRPC. */
export interface EnvoyQuestion extends BrowserRequest {
  readonly source?: TestSource;
  /** Headers as `encode_raw_headers` has them: one by one. */
  readonly isRaw?: boolean;
  readonly contextExtensions?: Readonly<Record<string, string>>;
  /** `grpc_service.initial_metadata`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** What Envoy found as `:scheme`, where that is not the URL's. */
  readonly scheme?: string;
}

interface HeaderOption {
  readonly header: { readonly key: string; readonly value: string };
  readonly append_action: string;
  readonly keep_empty_value: boolean;
}

/** `CheckResponse` as the loader reads it. */
export interface DecodedResponse {
  readonly status: { readonly code: number };
  readonly denied_response?: {
    readonly status: { readonly code: number };
    readonly headers: readonly HeaderOption[];
    readonly body: string;
  };
  readonly ok_response?: {
    readonly headers: readonly HeaderOption[];
    readonly headers_to_remove: readonly string[];
  };
}

/** An answer in the words of HTTP, as Envoy would act on it. */
export interface EnvoyAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
  readonly decoded: DecodedResponse;
}

/** A gRPC client that asks as Envoy does, by another implementation of gRPC and protobuf than the product's. */
export interface ExtAuthzClient {
  check(question: EnvoyQuestion, options?: { readonly deadlineMs?: number }): Promise<EnvoyAnswer>;
  close(): void;
}

const protoFile = fileURLToPath(new URL('./ext-authz.proto', import.meta.url));

/** Connects to `host:port` or `unix:/path`. */
export function createExtAuthzClient(
  target: string,
  channelCredentials: ChannelCredentials = credentials.createInsecure(),
): ExtAuthzClient {
  const method = checkMethod();
  const client = new Client(target, channelCredentials);
  return {
    check: (question, { deadlineMs = 10_000 } = {}) =>
      new Promise((resolve, reject) => {
        const metadata = new Metadata();
        for (const [name, value] of Object.entries(question.metadata ?? {})) metadata.set(name, value);
        client.makeUnaryRequest(
          method.path,
          method.requestSerialize,
          method.responseDeserialize,
          checkRequest(question),
          metadata,
          { deadline: Date.now() + deadlineMs },
          (error, value) => {
            if (error !== null) reject(error);
            else resolve(envoyAnswer(value as DecodedResponse));
          },
        );
      }),
    close: () => client.close(),
  };
}

/** Writes questions that go without a client. */
export function createQuestionWriter(): (question: EnvoyQuestion) => Uint8Array {
  const { requestSerialize } = checkMethod();
  return (question) => requestSerialize(checkRequest(question));
}

/** Reads answers that came without a client. */
export function createAnswerReader(): (message: Uint8Array) => EnvoyAnswer {
  const { responseDeserialize } = checkMethod();
  return (message) => envoyAnswer(responseDeserialize(Buffer.from(message)) as DecodedResponse);
}

function checkMethod(): MethodDefinition<object, object> {
  const definition = loadSync(protoFile, {
    keepCase: true,
    enums: String,
    defaults: true,
    arrays: true,
    oneofs: false,
  });
  const service = definition['envoy.service.auth.v3.Authorization'] as ServiceDefinition;
  const { Check } = service;
  if (Check === undefined) throw new TypeError('the description has no method Check');
  return Check;
}

/** The message that Envoy makes of a browser's request: pseudo-headers among the headers, repeated ones joined by commas. */
function checkRequest(question: EnvoyQuestion): object {
  const { url = 'https://app.example.com/', method = 'GET', headers = [['Accept', 'text/html']] } = question;
  const [scheme = '', rest = ''] = url.split('://');
  const slash = rest.indexOf('/');
  const [host, path] = [rest.slice(0, slash), rest.slice(slash)];
  const pseudo = [
    [':authority', host],
    [':path', path],
    [':method', method],
    [':scheme', question.scheme ?? scheme],
  ] as const;
  const lowered = [...pseudo, ...headers].map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    attributes: {
      source: sourcePeer(question.source ?? { address: '192.0.2.1' }),
      destination: { address: { socket_address: { address: '127.0.0.1', port_value: 443 } } },
      request: {
        time: { seconds: 1_700_000_000, nanos: 5 },
        http: {
          id: '1234',
          method,
          path,
          host,
          scheme: question.scheme ?? scheme,
          protocol: 'HTTP/2',
          size: -1,
          ...(question.isRaw === true
            ? {
                header_map: {
                  headers: lowered.map(([key, value]) => ({ key, raw_value: Buffer.from(value, 'latin1') })),
                },
              }
            : { headers: joined(lowered) }),
        },
      },
      context_extensions: question.contextExtensions ?? {},
    },
  };
}

function sourcePeer(source: TestSource): object | undefined {
  if (source === 'missing') return undefined;
  if (source === 'pipe') return { address: { pipe: { path: '/run/envoy.sock' } } };
  if (source === 'internal')
    return { address: { envoy_internal_address: { server_listener_name: 'inner' } } };
  return { address: { socket_address: { address: source.address, port_value: 50_000 } } };
}

function joined(headers: readonly (readonly [string, string])[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const [name, value] of headers) map[name] = map[name] === undefined ? value : `${map[name]},${value}`;
  return map;
}

function envoyAnswer(decoded: DecodedResponse): EnvoyAnswer {
  const { denied_response: denied, ok_response: ok } = decoded;
  const options = denied?.headers ?? ok?.headers ?? [];
  const isAllowed = decoded.status.code === 0 && ok !== undefined && denied === undefined;
  return {
    status: isAllowed ? 200 : (denied?.status.code ?? 403),
    header: (name) => options.find(({ header }) => header.key === name.toLowerCase())?.header.value,
    body: denied?.body ?? '',
    decoded,
  };
}
