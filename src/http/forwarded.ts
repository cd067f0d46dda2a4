import { canonicalHost } from '../lib/canonical-host.ts';
import { canonicalAddress } from '../lib/ip-address.ts';
import { compileNetworks } from '../lib/ip-network.ts';
import { type SplitUrl, splitUrl } from '../lib/split-url.ts';
import { type ForwardedFields, namesForwardedHeader, readForwardedFields } from './forwarded-fields.ts';
import { isContradicted } from './is-contradicted.ts';
import { headerValues, type RawRequest } from './raw-request.ts';
import { walkForwardedFor } from './walk-forwarded-for.ts';

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
export function compileTrust(networks: readonly string[]): EdgeTrust {
  if (networks.includes('*')) return { isTrusted: () => true };
  const trusted = compileNetworks(networks);
  return { isTrusted: (address) => address === undefined || trusted.has(address) };
}

/** The client's canonical address: X-Forwarded-For walked right to left over trusted proxies; undefined where it cannot be told. */
export function clientAddress(request: RawRequest, trust: EdgeTrust): string | undefined {
  const { peerAddress } = request;
  const peer = peerAddress === undefined ? undefined : canonicalAddress(peerAddress);
  if (!trust.isTrusted(peerAddress)) return peer;
  if (namesForwardedHeader(headerValues(request, 'connection'))) return undefined;
  return walkForwardedFor(headerValues(request, 'x-forwarded-for'), peer, trust);
}

/** The request's own site; undefined where its headers are missing, doubled, contradicting or malformed. */
export function requestedUrl(request: RawRequest, trust: EdgeTrust): RequestedUrl | undefined {
  const fields = readForwardedFields(request, trust);
  if (typeof fields === 'string') return undefined;
  const seen = splitRequestUrl(request, fields);
  if (seen === undefined || isContradicted(fields, seen)) return undefined;
  const scheme = seen.rawScheme.toLowerCase();
  const canonical = canonicalHost(seen.rawHost);
  if ((scheme !== 'http' && scheme !== 'https') || canonical === undefined) return undefined;
  return { scheme, host: canonical.host, port: canonical.port };
}

/**
 * The URL that a browser asked for, in raw parts: X-Original-URL, else X-Forwarded-Proto, -Host and -URI, each falling back to this
 * very request's own (behaviour.md §1.1). Undefined where it cannot be told.
 */
export function splitRequestUrl(request: RawRequest, fields: ForwardedFields): SplitUrl | undefined {
  if (fields.originalUrl !== undefined) return splitUrl(fields.originalUrl);
  const rawHost = fields.host ?? ownHost(request);
  if (rawHost === undefined) return undefined;
  return { rawScheme: rawScheme(request, fields), rawHost, rawUri: fields.uri ?? request.target };
}

/** `X-Forwarded-Proto`, or what this very connection is. */
export function rawScheme(request: RawRequest, fields: ForwardedFields): string {
  return fields.proto ?? (request.isTls ? 'https' : 'http');
}

/** The Host header; undefined where it is missing or stands twice. */
export function ownHost(request: RawRequest): string | undefined {
  const hosts = headerValues(request, 'host');
  return hosts.length === 1 ? hosts[0] : undefined;
}
