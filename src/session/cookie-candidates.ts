/** What `createCookieValue` makes: 43 characters of base64url; the last one carries four bits, so only sixteen can end it. */
const issuedForm = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/** How many different values of one name are tried. A browser sends one; a sibling subdomain may have planted more. */
const maxCandidates = 8;

/**
 * The values of a request's session cookies that could be ours, each once, in the order sent (RFC 6265 §5.4) and no more than
 * `maxCandidates`. Anything of another form is as good as absent.
 */
export function readCookieCandidates(rawCookieHeaders: readonly string[], name: string): readonly string[] {
  const candidates = new Set<string>();
  for (const header of rawCookieHeaders) {
    for (const pair of header.split(';')) {
      const value = readValue(pair, name);
      if (value === undefined || !issuedForm.test(value)) continue;
      candidates.add(value);
      if (candidates.size === maxCandidates) return [...candidates];
    }
  }
  return [...candidates];
}

function readValue(pair: string, name: string): string | undefined {
  const equals = pair.indexOf('=');
  if (equals === -1 || trimBlanks(pair.slice(0, equals)) !== name) return undefined;
  return trimBlanks(pair.slice(equals + 1));
}

/** Takes off spaces and tabs only: `trim` would forgive what no browser sends. Walks by hand, for a pattern could be made to crawl. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
