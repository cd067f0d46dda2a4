/** What `createCookieValue` makes: 43 characters of base64url; the last one carries four bits, so only sixteen can end it. */
const issuedForm = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/** How many different values of one name are tried. A browser sends one; a sibling subdomain may have planted more. */
const maxCandidates = 8;

const [space, tab, equalsSign] = [0x20, 0x09, 0x3d];

/**
 * The values of a request's session cookies that could be ours, each once, in the order sent (RFC 6265 §5.4) and no more than
 * `maxCandidates`. Anything of another form is as good as absent.
 */
export function readCookieCandidates(rawCookieHeaders: readonly string[], name: string): readonly string[] {
  const candidates: string[] = [];
  for (const header of rawCookieHeaders) {
    for (let start = 0, end = 0; start <= header.length; start = end + 1) {
      end = header.indexOf(';', start);
      if (end === -1) end = header.length;
      const value = readValue(header, start, end, name);
      if (value === undefined || !issuedForm.test(value) || candidates.includes(value)) continue;
      candidates.push(value);
      if (candidates.length === maxCandidates) return candidates;
    }
  }
  return candidates;
}

/** The value of the pair between two places of a header, where it has that name. Other cookies are passed over without a copy. */
function readValue(header: string, start: number, end: number, name: string): string | undefined {
  const nameStart = skipBlanks(header, start, end);
  const afterName = nameStart + name.length;
  if (!header.startsWith(name, nameStart)) return undefined;
  const equals = skipBlanks(header, afterName, end);
  if (equals >= end || header.charCodeAt(equals) !== equalsSign) return undefined;
  const valueStart = skipBlanks(header, equals + 1, end);
  let valueEnd = end;
  while (valueEnd > valueStart && isBlank(header.charCodeAt(valueEnd - 1))) valueEnd--;
  return header.slice(valueStart, valueEnd);
}

/** Spaces and tabs only: `trim` would forgive what no browser sends. Walks by hand, for a pattern could be made to crawl. */
function skipBlanks(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && isBlank(text.charCodeAt(index))) index++;
  return index;
}

function isBlank(code: number): boolean {
  return code === space || code === tab;
}
