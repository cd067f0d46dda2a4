/**
 * The known tag that serves a wanted one, whatever their case: the tag itself, its language without the region (`de-AT` → `de`), or the first
 * region of it (`zh` → `zh-CN`); undefined where there is none.
 */
export function matchLanguage(wanted: string, known: readonly string[]): string | undefined {
  const tag = wanted.toLowerCase();
  const [language = tag] = tag.split('-');
  return (
    known.find((one) => one.toLowerCase() === tag) ??
    known.find((one) => one.toLowerCase() === language) ??
    (tag === language ? known.find((one) => one.toLowerCase().startsWith(`${language}-`)) : undefined)
  );
}
