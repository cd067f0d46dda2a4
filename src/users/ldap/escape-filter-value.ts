/** What would be syntax in a filter, and its escape (RFC 4515 §3). All else may stand as it is, in UTF-8. */
const escapes: Readonly<Record<string, string>> = {
  '*': '\\2a',
  '(': '\\28',
  ')': '\\29',
  '\\': '\\5c',
  '\0': '\\00',
};

/** Writes a value so that a filter compares with it and reads nothing else into it (RFC 4515 §3). */
export function escapeFilterValue(value: string): string {
  return value.toWellFormed().replace(/[*()\\\0]/g, (character) => escapes[character] ?? character);
}
