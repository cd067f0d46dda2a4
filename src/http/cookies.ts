/**
 * The values of the cookies of that name, in the order sent (RFC 6265 §4.2.1), neither decoded nor unquoted; names compare exactly.
 * `rawCookieHeaders` are the Cookie headers as received.
 */
export function readCookies(rawCookieHeaders: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (const header of rawCookieHeaders) {
    for (const pair of header.split(';')) {
      const equals = pair.indexOf('=');
      if (equals !== -1 && pair.slice(0, equals).trim() === name) values.push(pair.slice(equals + 1).trim());
    }
  }
  return values;
}
