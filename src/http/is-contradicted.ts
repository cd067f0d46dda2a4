import { canonicalHost } from '../lib/canonical-host.ts';
import { splitUrl } from '../lib/split-url.ts';
import type { ForwardedFields } from './forwarded-fields.ts';

/**
 * Whether any of the forwarded headers, of either family, tells of another host or path than the one that was chosen (departures.md §3).
 * Queries may differ: some proxies leave them out. A header that cannot be read contradicts.
 */
export function isContradicted(
  fields: ForwardedFields,
  chosen: { readonly rawHost: string; readonly rawUri: string },
): boolean {
  const { host, uri, originalUrl } = fields;
  if (host !== undefined && !isSameHost(host, chosen.rawHost)) return true;
  if (uri !== undefined && !isSamePath(uri, chosen.rawUri)) return true;
  if (originalUrl === undefined) return false;
  // Some servers put the bare path there.
  if (originalUrl.startsWith('/')) return !isSamePath(originalUrl, chosen.rawUri);
  const parts = splitUrl(originalUrl);
  if (parts === undefined) return true;
  return !isSameHost(parts.rawHost, chosen.rawHost) || !isSamePath(parts.rawUri, chosen.rawUri);
}

function isSameHost(rawHost: string, rawOtherHost: string): boolean {
  if (rawHost === rawOtherHost) return true;
  const host = canonicalHost(rawHost)?.host;
  return host !== undefined && host === canonicalHost(rawOtherHost)?.host;
}

function isSamePath(rawUri: string, rawOtherUri: string): boolean {
  return rawUri === rawOtherUri || pathOf(rawUri) === pathOf(rawOtherUri);
}

function pathOf(rawUri: string): string {
  const end = rawUri.search(/[?#]/);
  const path = end === -1 ? rawUri : rawUri.slice(0, end);
  return path === '' ? '/' : path;
}
