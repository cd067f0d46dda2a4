/** An absolute URL cut at its delimiters (RFC 3986 §3), nothing checked or decoded. */
export interface SplitUrl {
  readonly rawScheme: string;
  /** All between `//` and the next delimiter: host and port, and whatever else was written there. */
  readonly rawHost: string;
  /** Path, query and fragment as written; may be empty. */
  readonly rawUri: string;
}

/** Cuts an absolute URL into scheme, host and the rest; undefined where it is not absolute. */
export function splitUrl(rawUrl: string): SplitUrl | undefined {
  const schemeEnd = rawUrl.indexOf('://');
  if (schemeEnd <= 0) return undefined;
  const hostStart = schemeEnd + 3;
  let hostEnd = hostStart;
  while (hostEnd < rawUrl.length && !isHostEnd(rawUrl.charCodeAt(hostEnd))) hostEnd++;
  return {
    rawScheme: rawUrl.slice(0, schemeEnd),
    rawHost: rawUrl.slice(hostStart, hostEnd),
    rawUri: rawUrl.slice(hostEnd),
  };
}

/** `/`, `?`, `#` end the host. A backslash does not: it stays in the host, which is then no host. */
function isHostEnd(code: number): boolean {
  return code === 0x2f || code === 0x3f || code === 0x23;
}
