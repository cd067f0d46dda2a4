import type { RawRequest } from './raw-request.ts';

/** Whose forwarded headers are believed (`server.trusted_proxies`, departures.md §3). */
export interface EdgeTrust {
  /** Whether this peer is a proxy of ours. A unix socket (undefined) is one. */
  isTrusted(address: string | undefined): boolean;
}

/** The URL under which a browser sees the request that Gatehouse itself got (behaviour.md §1.1). Unchecked but for its form. */
export interface RequestedUrl {
  readonly scheme: 'http' | 'https';
  /** Lower case, no trailing dot, no port; IPv6 without brackets. */
  readonly host: string;
  /** As written; undefined where none was. */
  readonly port: number | undefined;
}

/** Compiles `server.trusted_proxies`. */
export function compileTrust(_networks: readonly string[]): EdgeTrust {
  throw new TypeError('comes with src/http');
}

/** The client's canonical address: X-Forwarded-For walked right to left over trusted proxies; undefined where it cannot be told. */
export function clientAddress(_request: RawRequest, _trust: EdgeTrust): string | undefined {
  throw new TypeError('comes with src/http');
}

/** The request's own site; undefined where its headers are missing, doubled or malformed. */
export function requestedUrl(_request: RawRequest, _trust: EdgeTrust): RequestedUrl | undefined {
  throw new TypeError('comes with src/http');
}
