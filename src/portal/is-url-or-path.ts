/** Whether a text is an absolute URL or a path: what Authelia can parse, and answers otherwise than what it cannot (behaviour.md §1.4). */
export function isUrlOrPath(text: string): boolean {
  return text.startsWith('/') || URL.canParse(text);
}
