import type { Target } from '../access/target.ts';

/**
 * Where an anonymous visitor is sent: the portal's URL, its own query kept, with `rd` (the target) and `rm` (the target's method), keys
 * sorted, escaped as forms are (behaviour.md §2.3).
 */
export function portalRedirect(portalUrl: string, target: Target): string {
  const url = new URL(portalUrl);
  const own = [...url.searchParams].filter(([key]) => key !== 'rd' && key !== 'rm');
  const pairs = own.map(([key, value]) => [formEscape(key, 'utf8'), formEscape(value, 'utf8')] as const);
  const added = [['rd', formEscape(target.url, 'latin1')] as const, ['rm', target.method] as const];
  const sorted = [...pairs, ...added].sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
  url.search = sorted.map((pair) => pair.join('=')).join('&');
  return url.href;
}

/**
 * `application/x-www-form-urlencoded`, with only letters, digits and `-._~` left as they are. What came in over HTTP has a Latin-1
 * character for each byte; other text is encoded as UTF-8.
 */
function formEscape(text: string, encoding: 'latin1' | 'utf8'): string {
  const bytes = Buffer.from(text, encoding).toString('latin1');
  return bytes.replace(/[^\w.~-]/g, (byte) =>
    byte === ' ' ? '+' : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
