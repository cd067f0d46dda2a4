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

/**
 * Reads an absolute URL and a method into a target; undefined where either is malformed. The path is not decoded.
 * An http or ws target of a host that is not a localhost name is malformed here too (departures.md §3).
 */
export function parseTarget(_rawUrl: string, _rawMethod: string): Target | undefined {
  throw new TypeError('comes with src/access');
}
