import type { Target } from '../access/target.ts';

/**
 * Where an anonymous visitor is sent: the portal's URL, its own query kept, with `rd` (the target) and `rm` (the target's method), keys
 * sorted, escaped as forms are (behaviour.md §2.3).
 */
export function portalRedirect(portalUrl: string, target: Target): string {
  const url = new URL(portalUrl);
  const parameters = new Map<string, string[]>();
  for (const [key, value] of url.searchParams) parameters.set(key, [...(parameters.get(key) ?? []), value]);
  parameters.set('rd', [target.url]);
  parameters.set('rm', [target.method]);
  const query = [...parameters]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, values]) => values.map((value) => `${formEscape(key)}=${formEscape(value)}`));
  url.search = query.join('&');
  return url.href;
}

/** `application/x-www-form-urlencoded` with only letters, digits and `-._~` left as they are. Bytes beyond ASCII stand as Latin-1. */
function formEscape(value: string): string {
  return value.replace(/[^\w.~-]/g, (character) => {
    if (character === ' ') return '+';
    const code = character.charCodeAt(0);
    return code > 0xff
      ? encodeURIComponent(character)
      : `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
