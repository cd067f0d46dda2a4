import type { ContentEncoding, FileVariant } from './static-file.ts';

/** Entries beyond these are not looked at. */
const maxEntries = 16;

/**
 * The variant that suits Accept-Encoding best (RFC 9110 §12.5.3): the highest quality; among equals the one that stands first, which
 * is the smallest. The plain one where nothing suits: it is better understood than refused.
 */
export function chooseVariant(
  variants: readonly FileVariant[],
  rawAcceptEncoding: readonly string[],
): FileVariant | undefined {
  const qualities = parseQualities(rawAcceptEncoding.join(','));
  let best: FileVariant | undefined;
  let bestQuality = 0;
  for (const variant of variants) {
    const quality = qualityOf(variant.encoding, qualities);
    if (quality > bestQuality) [best, bestQuality] = [variant, quality];
  }
  return best ?? variants.find(({ encoding }) => encoding === 'identity');
}

function qualityOf(encoding: ContentEncoding, qualities: ReadonlyMap<string, number>): number {
  const named = qualities.get(encoding);
  if (named !== undefined) return named;
  const others = qualities.get('*');
  // The plain content is acceptable unless refused by name or by star, and the last choice unless asked for.
  if (encoding === 'identity') return others === 0 ? 0 : Number.MIN_VALUE;
  return others ?? 0;
}

function parseQualities(header: string): Map<string, number> {
  const qualities = new Map<string, number>();
  for (const entry of header.split(',', maxEntries)) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    if (name !== '') qualities.set(name, parseQuality(parameters));
  }
  return qualities;
}

/** A malformed quality counts as a refusal. */
function parseQuality(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  if (text === undefined) return 1;
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
