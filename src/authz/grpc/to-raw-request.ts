import type { EdgeTrust } from '../../http/forwarded.ts';
import type { RawRequest } from '../../http/raw-request.ts';
import type { CheckRequest, CheckSource } from './check-request.ts';

/** What is known of a question beside its message. */
export interface CheckContext {
  /** The path of the endpoint, put before the path asked about as a proxy that asks over HTTP would. */
  readonly endpointPath: string;
  /** Envoy's own address. */
  readonly peerAddress: string | undefined;
  /** The portal's URL as Envoy's configuration tells it. */
  readonly portalUrl: string | undefined;
  readonly trust: EdgeTrust;
}

/** Headers that Envoy itself tells in other places, so that the client's own must not be taken for them. */
const toldElsewhere: ReadonlySet<string> = new Set(['x-authelia-url', 'x-forwarded-proto', 'host']);

/**
 * Envoy's question as the HTTP request that it would have asked with. The client's headers are as they were, so that one which
 * contradicts the target is found out, but for those that Envoy tells better:
 *
 * - `Host` is Envoy's `host`; another one beside it stays and makes the request ambiguous.
 * - `X-Forwarded-Proto` counts only from a proxy of ours in front of Envoy; otherwise the scheme is the one that Envoy saw.
 * - `X-Forwarded-For` goes on with the address that Envoy saw. That is right whether Envoy has appended it already or not.
 * - `X-Authelia-URL` comes from Envoy's configuration alone.
 */
export function toRawRequest(check: CheckRequest, context: CheckContext): RawRequest {
  const { source, host, scheme } = check;
  const isBehindProxy =
    source.kind === 'pipe' || (source.kind === 'address' && context.trust.isTrusted(source.address));
  const told = isBehindProxy ? check.headers.filter(([name]) => name === 'x-forwarded-proto') : [];
  const headers = [
    ['host', host],
    ...check.headers.filter(([name, value]) => isClients(name) || (name === 'host' && value !== host)),
    ...(told.length > 0 ? told : [['x-forwarded-proto', scheme]]),
    ...sourceHeader(source),
    ...(context.portalUrl === undefined ? [] : [['x-authelia-url', context.portalUrl]]),
  ];
  return {
    method: check.method,
    target: context.endpointPath + check.path,
    rawHeaders: headers.flat(),
    peerAddress: context.peerAddress,
    isTls: false,
  };
}

/** Names that begin with a colon are HTTP/2's way of writing the request line. */
function isClients(name: string): boolean {
  return !name.startsWith(':') && !toldElsewhere.has(name);
}

/** The last element of the chain of X-Forwarded-For. A source without an address is told as one that cannot be read. */
function sourceHeader(source: CheckSource): string[][] {
  if (source.kind === 'pipe') return [];
  return [['x-forwarded-for', source.kind === 'address' ? source.address : 'unknown']];
}
