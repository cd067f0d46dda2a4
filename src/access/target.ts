import { canonicalHost } from '../lib/canonical-host.ts';
import { type SplitUrl, splitUrl } from '../lib/split-url.ts';

/** What is asked for: a checked URL in parts, with the raw path kept. */
export interface Target {
  readonly scheme: 'https' | 'wss' | 'http' | 'ws';
  /** Lower case, no trailing dot, no port; IPv6 without brackets. */
  readonly host: string;
  /** As written, undefined where the scheme's own. */
  readonly port: number | undefined;
  /** The path as received, starting with `/`. */
  readonly rawPath: string;
  /** The query as received, without `?`; undefined where there is none. */
  readonly rawQuery: string | undefined;
  /** `A`–`Z` only. */
  readonly method: string;
  /** The whole URL as received, for redirects. */
  readonly url: string;
}

/** The parts of a target as they were received. */
export interface RawTarget extends SplitUrl {
  readonly rawMethod: string;
}

/** Why something is no target. */
export type TargetProblem = 'malformed-url' | 'malformed-method' | 'insecure-scheme';

/** Each scheme's own port, and whether it protects what it carries. */
const schemes = {
  https: { port: 443, isSecure: true },
  wss: { port: 443, isSecure: true },
  http: { port: 80, isSecure: false },
  ws: { port: 80, isSecure: false },
} as const;

/** A percent sign in a path that encodes nothing (RFC 3986 §2.1): some programs take it for itself, others drop it. */
const malformedEscape = /%(?![\da-f]{2})/i;

/**
 * Reads an absolute URL and a method into a target; undefined where either is malformed. The path is not decoded.
 * An http or ws target of a host that is not a localhost name is malformed here too (departures.md §3).
 */
export function parseTarget(rawUrl: string, rawMethod: string): Target | undefined {
  const parts = splitUrl(rawUrl);
  const target = parts === undefined ? undefined : composeTarget({ ...parts, rawMethod });
  return typeof target === 'string' ? undefined : target;
}

/** Checks the parts of a target, each for itself, so that none can spill over into the next, and puts them together. */
export function composeTarget({ rawScheme, rawHost, rawUri, rawMethod }: RawTarget): Target | TargetProblem {
  const scheme = knownScheme(rawScheme);
  const canonical = canonicalHost(rawHost);
  if (scheme === undefined || canonical === undefined || !isUri(rawUri)) return 'malformed-url';
  if (!isMethod(rawMethod)) return 'malformed-method';
  const { port, isSecure } = schemes[scheme];
  if (!isSecure && !isLocalhostName(canonical.host)) return 'insecure-scheme';
  const { rawPath, rawQuery } = splitUri(rawUri);
  if (malformedEscape.test(rawPath)) return 'malformed-url';
  return {
    scheme,
    host: canonical.host,
    port: canonical.port === port ? undefined : canonical.port,
    rawPath,
    rawQuery,
    method: rawMethod,
    url: `${rawScheme}://${rawHost}${rawUri}`,
  };
}

/** Whether browsers hold plain http to this canonical host for safe: `localhost` and the names under it (RFC 6761 §6.3). */
export function isLocalhostName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

function knownScheme(rawScheme: string): keyof typeof schemes | undefined {
  const scheme = rawScheme.toLowerCase();
  return scheme === 'https' || scheme === 'wss' || scheme === 'http' || scheme === 'ws' ? scheme : undefined;
}

/** Empty, or a delimiter and then anything but control characters. */
function isUri(rawUri: string): boolean {
  if (rawUri === '') return true;
  const first = rawUri.charCodeAt(0);
  if (first !== 0x2f && first !== 0x3f && first !== 0x23) return false;
  for (let index = 1; index < rawUri.length; index++) {
    const code = rawUri.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return false;
  }
  return true;
}

function splitUri(rawUri: string): { rawPath: string; rawQuery: string | undefined } {
  const fragment = rawUri.indexOf('#');
  const uri = fragment === -1 ? rawUri : rawUri.slice(0, fragment);
  const question = uri.indexOf('?');
  if (question === -1) return { rawPath: uri || '/', rawQuery: undefined };
  return { rawPath: uri.slice(0, question) || '/', rawQuery: uri.slice(question + 1) };
}

function isMethod(rawMethod: string): boolean {
  for (let index = 0; index < rawMethod.length; index++) {
    const code = rawMethod.charCodeAt(index);
    if (code < 0x41 || code > 0x5a) return false;
  }
  return rawMethod !== '';
}
