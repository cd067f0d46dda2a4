import { languageList } from './languages.ts';

/** Other tags for a language of ours, in lower case; the first subtag is tried as well. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['iw', 'he'],
  ['zh', 'zh-CN'],
]);

/** More entries than a browser sends are not looked at. */
const maxWanted = 32;

/** The language for a visitor: the `language` cookie first, then `Accept-Language` (RFC 9110 §12.5.4), then English. */
export function pickLanguage(cookie: string | undefined, acceptLanguage: string | undefined): string {
  for (const wanted of [cookie ?? '', ...byPreference(acceptLanguage ?? '')]) {
    const found = match(wanted);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The language ranges of an `Accept-Language` header, the most wanted first, without those that are refused (`q=0`). */
function byPreference(header: string): string[] {
  return header
    .split(',', maxWanted)
    .map((entry) => {
      const [range = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
      return { range, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ range }) => range);
}

/** The language that serves a range: the tag itself, an alias, or the same ones for its first subtag. */
function match(range: string): string | undefined {
  const wanted = range.toLowerCase();
  const first = wanted.split('-')[0] ?? '';
  for (const candidate of [wanted, first]) {
    const tag = aliases.get(candidate) ?? candidate;
    const found = languageList.find((language) => language.tag.toLowerCase() === tag.toLowerCase());
    if (found !== undefined) return found.tag;
  }
  return undefined;
}
